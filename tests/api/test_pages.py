"""What lighttpd serves as files: the front page, the API's description and its page, the page of problems, health."""

from __future__ import annotations

import re

import pytest

from client import Client
from raw_http import RawClient

PAGES = ["/", "/docs/", "/docs/problems/"]
FILES = [*PAGES, "/openapi.json", "/healthz"]


@pytest.mark.smoke
@pytest.mark.parametrize("path", PAGES)
def test_page_is_served(client: Client, path: str) -> None:
    page = client.get(path)

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<html lang=" in page.text and "</html>" in page.text


@pytest.mark.smoke
def test_description_is_served(client: Client) -> None:
    answer = client.get("/openapi.json")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()["openapi"].startswith("3.1.")


@pytest.mark.smoke
def test_server_is_healthy(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.smoke
def test_everything_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": dict.fromkeys(["database", "auth-password", "auth", "todos"], "ok"),
    }


@pytest.mark.parametrize("path", FILES)
def test_file_is_not_sent_again_unchanged(client: Client, path: str) -> None:
    etag = client.get(path).headers["etag"]

    answer = client.get(path, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("path", FILES)
def test_head_of_a_file_has_no_body(client: Client, path: str) -> None:
    head, get = client.request("HEAD", path), client.get(path)

    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(get.content)))


@pytest.mark.parametrize("path", [*FILES, "/nonexistent"])
def test_file_has_strict_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/todos/", "/auth/profile/"])
def test_answer_of_a_service_has_strict_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-cache"
    assert "server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_nothing_of_other_sites(client: Client, path: str) -> None:
    page = client.get(path).text
    loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"', page)

    for address in loaded:
        assert not re.match(r"(?:[a-z]+:)?//", address), address
        target = address if address.startswith("/") else path + address.removeprefix("./")
        if not address.startswith("data:"):
            assert client.get(target).status_code == 200, target


def test_links_of_the_front_page_lead_somewhere(client: Client) -> None:
    links = re.findall(r'<a\b[^>]*?href="(/[^"#]*)', client.get("/").text)

    assert {"/docs/", "/openapi.json"} <= {link if link != "/docs" else "/docs/" for link in links}
    for link in links:
        assert client.get(link).status_code in (200, 301), link


@pytest.mark.parametrize(
    "path",
    ["/errors/", "/docs/nonexistent", "/../etc/passwd", "/.git/config", "/.env", "/errors", "/etc/tasklight.conf"],
)
def test_there_are_no_listings_and_no_other_files(raw: RawClient, path: str) -> None:
    answer = raw.request("GET", path)

    assert answer.status_code in (301, 400, 403, 404)
    if answer.status_code == 301:
        assert raw.request("GET", path + "/").status_code in (403, 404)
