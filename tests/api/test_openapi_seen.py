"""After every other test: each status that openapi.json promises was really seen. (One that it does not promise failed at once.)"""

from __future__ import annotations

from client import Client
from description import Description


def test_every_promised_status_was_seen(description: Description) -> None:
    missing = description.promised() - description.seen

    assert sorted(missing) == []


def test_everything_that_the_web_server_answers_itself_was_seen(description: Description) -> None:
    assert sorted(description.web_server - description.seen_of_web_server) == []


def test_every_type_of_problem_that_was_seen_is_explained(client: Client) -> None:
    page = client.get("/docs/problems/").text

    missing = [word for word in sorted(client.problems - {""}) if f'id="{word}"' not in page]

    assert len(client.problems) > 15
    assert missing == []
