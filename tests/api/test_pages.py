"""What lighttpd serves as files: the app, the API's description and its page, the page of problems, health."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from client import Client
from problems import assert_problem
from raw_http import RawClient

PAGES = ["/", "/docs/", "/docs/problems/"]
FILES = [*PAGES, "/openapi.json", "/healthz", "/sw.js"]


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
    plain = {"Accept-Encoding": "identity"}
    head, get = client.request("HEAD", path, headers=plain), client.get(path, headers=plain)

    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(get.content)))


@pytest.mark.parametrize("path", [*FILES, "/nonexistent"])
def test_file_has_strict_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert re.search(r"default-src '(?:self|none)'", headers["content-security-policy"])
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/todos/", "/auth/profile/"])
def test_answer_of_a_service_has_strict_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
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


@pytest.mark.parametrize("path", ["/login", "/inbox", "/inbox/", "/today?x=1", "/settings/profile", "/register"])
def test_address_of_the_app_is_answered_with_its_document(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.text) == (200, client.get("/").text)
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/inboxX", "/login.html", "/x/inbox", "/Inbox", "/sw.jsx"])
def test_address_near_one_of_the_app_is_a_problem(client: Client, path: str) -> None:
    assert_problem(client.get(path), 404)


def test_app_may_load_and_run_only_its_own_files(client: Client) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert "script-src 'self';" in policy and "unsafe-inline" not in policy
    assert "require-trusted-types-for 'script'" in policy and "trusted-types tasklight" in policy


def test_asset_comes_with_no_header_that_it_does_not_need(client: Client) -> None:
    answer = client.get(re.findall(r'src="(/assets/[^"]+\.js)"', client.get("/").text)[-1])

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) < 350


def test_service_worker_is_asked_for_each_time_and_may_only_ask_this_server(client: Client) -> None:
    answer = client.get("/sw.js")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'none'; connect-src 'self';" in answer.headers["content-security-policy"]


def test_service_worker_keeps_the_document_that_is_served_and_files_that_are_there(client: Client) -> None:
    script, document = client.get("/sw.js").text, client.get("/").content
    assets = re.findall(r"/assets/[^`'\"]+?\.(?:js|css)\b", script)

    assert base64.b64encode(hashlib.sha256(document).digest()).decode() in script
    assert len(assets) > 10
    for asset in assets:
        assert client.request("HEAD", asset).status_code == 200, asset


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("br", "br"), ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
def test_app_is_sent_as_the_client_can_read_it(client: Client, accepted: str, encoding: str | None) -> None:
    document = client.get("/").text
    asset = re.findall(r'src="(/assets/[^"]+\.js)"', document)[-1]

    for path in ("/", asset, "/sw.js"):
        answer = client.request("HEAD", path, headers={"Accept-Encoding": accepted})

        assert (answer.status_code, answer.headers.get("content-encoding")) == (200, encoding), path
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].startswith("text/")


def asset_of(client: Client, kind: str) -> str:
    """One of the files that the app's document names."""
    return str(re.findall(rf'(?:src|href)="(/assets/[^"]+\.{kind})"', client.get("/").text)[0])


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize("kind", ["js", "css"])
def test_asset_is_kept_for_ever(client: Client, kind: str, accepted: str) -> None:
    answer = client.get(asset_of(client, kind), headers={"Accept-Encoding": accepted})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    unchanged = client.get(
        asset_of(client, kind), headers={"Accept-Encoding": accepted, "If-None-Match": answer.headers["etag"]}
    )
    assert unchanged.status_code == 304


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
@pytest.mark.parametrize("name", ["missing.js", "missing.css", "missing.js.br", "missing.woff2", "missing/index.js"])
def test_missing_asset_is_a_problem_that_is_not_kept(client: Client, name: str, accepted: str) -> None:
    missing = client.get(f"/assets/{name}", headers={"Accept-Encoding": accepted})

    assert_problem(missing, 404)
    assert "cache-control" not in missing.headers
    assert "content-encoding" not in missing.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_asset_is_not_written_and_the_refusal_not_kept(client: Client, method: str) -> None:
    for name in (asset_of(client, "js"), asset_of(client, "js") + ".br"):
        answer = client.request(method, name, content="", headers={"Accept-Encoding": "br"})

        assert_problem(answer, answer.status_code)
        assert "content-encoding" not in answer.headers and "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(
    "path",
    ["/errors/", "/docs/nonexistent", "/../etc/passwd", "/.git/config", "/.env", "/errors", "/etc/tasklight.conf"],
)
def test_there_are_no_listings_and_no_other_files(raw: RawClient, path: str) -> None:
    answer = raw.request("GET", path)

    assert answer.status_code in (301, 400, 403, 404)
    if answer.status_code == 301:
        assert raw.request("GET", path + "/").status_code in (403, 404)
