"""Follows the change feed as a client does: page by page, then from where the last page's ETag says that it ended."""

from __future__ import annotations

import threading
from typing import Any

from client import User, next_link


def follow(
    user: User, writing: threading.Event, *, removals: bool = False, **options: Any
) -> dict[int, dict[str, Any]]:
    """Reads changes until nobody writes any more, and once more; every todo as the reader has it then.

    Without removals none may be told of; options go with each request.
    """
    copy: dict[int, dict[str, Any]] = {}
    since, last_round = 0, False
    while not last_round:
        last_round = not writing.is_set()
        path = f"/todos/changes/?limit=7&since={since}"
        while path:
            answer = user.get(path, **options)
            assert answer.status_code == 200, answer.text
            for todo in answer.json():
                assert todo["version"] > since, "a change came twice or out of order"
                since = todo["version"]
                removed_at = todo.pop("removed_at")
                assert removals or removed_at is None
                if removed_at is None:
                    copy[todo["id"]] = todo
                else:
                    copy.pop(todo["id"], None)
            path = next_link(answer)
        # The last page's ETag is the user's last change: nothing up to there may come later.
        assert int(answer.headers["etag"].strip('"')) >= since
        since = int(answer.headers["etag"].strip('"'))
    return copy
