"""Methods: HEAD answers as GET without a body, OPTIONS and 405 say what is allowed, everything else is refused."""

from __future__ import annotations

import pytest

from client import Client, User
from operations import CALLS, Call, each
from problems import assert_problem
from raw_http import RawClient, bearer

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
# Known to the web server, so that they reach the programs.
FOREIGN = [
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "LINK",
    "REPORT",
    "SEARCH",
]
FILES = ["/", "/healthz", "/openapi.json", "/docs/", "/docs/page.js"]
UNKNOWN = ["FOO", "get", "Get", "post", "PRI", "BREW", "GETT", "X" * 100, "-", "G\u00c9T"]


def allowed(call: Call) -> str:
    """What Allow must say at the call's address."""
    methods = [method for method in METHODS if any(c.path == call.path and c.method == method for c in CALLS)]
    if "GET" in methods:
        methods.insert(1, "HEAD")
    return ", ".join([*methods, "OPTIONS"])


@each([call for call in CALLS if call.method == "GET"])
def test_head_has_the_headers_of_get_and_no_body(user: User, call: Call) -> None:
    path = call.address(user)

    head, get = user.request("HEAD", path), user.get(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == get.headers.get(name)


def test_head_is_refused_as_get_is(user: User, client: Client) -> None:
    assert client.request("HEAD", "/todos/").status_code == 401
    assert user.request("HEAD", "/todos/999999999999/").status_code == 404
    assert user.request("HEAD", "/todos/?limit=0").status_code == 400


def test_head_with_the_current_etag_is_not_modified(user: User) -> None:
    etag = user.get("/todos/").headers["etag"]

    answer = user.request("HEAD", "/todos/", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


@each(CALLS)
def test_options_lists_the_methods_and_needs_no_token(user: User, client: Client, call: Call) -> None:
    path = call.address(user)

    for address in (path, path.removesuffix("/")):
        answer = client.request("OPTIONS", address)

        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["allow"] == allowed(call)


def test_options_of_no_address_is_not_found(client: Client) -> None:
    assert_problem(client.request("OPTIONS", "/todos/abc/"), 404, "not_found")


@pytest.mark.parametrize(
    "method,call",
    [(method, call) for call in CALLS for method in METHODS if method not in allowed(call).split(", ")],
    ids=str,
)
def test_other_method_is_refused_and_the_right_ones_named(user: User, method: str, call: Call) -> None:
    answer = user.request(method, call.address(user))

    assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == allowed(call)


@pytest.mark.parametrize("method", FOREIGN)
@pytest.mark.parametrize("path", ["/todos/", "/auth/profile/", "/auth/token/"])
def test_method_of_no_address_is_refused(raw: RawClient, user: User, method: str, path: str) -> None:
    answer = raw.request(method, path, bearer(user.account.access), "Content-Length: 0")

    assert_problem(answer, 405, "method_not_allowed")
    assert "OPTIONS" in answer.headers["allow"]


@pytest.mark.parametrize("method", [*METHODS[1:], *FOREIGN, "QUERY"])
@pytest.mark.parametrize("path", FILES)
def test_method_of_no_file_is_refused(raw: RawClient, method: str, path: str) -> None:
    answer = raw.request(method, path, "Content-Length: 0")

    # The web server, which is no proxy, refuses CONNECT by itself.
    assert_problem(answer, 405, "" if method == "CONNECT" else "method_not_allowed")
    assert method == "CONNECT" or answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", FILES)
def test_options_of_a_file_lists_its_methods(client: Client, path: str) -> None:
    answer = client.request("OPTIONS", path)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "TRACE", "DELETE"])
def test_file_that_is_not_there_is_not_found_by_any_method(raw: RawClient, method: str) -> None:
    assert_problem(raw.request(method, "/nonexistent", "Content-Length: 0"), 404)


def test_client_cannot_make_a_file_of_an_address(user: User) -> None:
    headers = {"Tasklight-File": "1", "Tasklight_File": "1"}

    assert user.request("DELETE", "/todos/999999/", headers=headers).status_code == 404


@pytest.mark.parametrize("method", UNKNOWN)
@pytest.mark.parametrize("path", ["/todos/", "/auth/profile/", "/"])
def test_unknown_method_is_refused(raw: RawClient, user: User, method: str, path: str) -> None:
    assert_problem(raw.request(method, path, bearer(user.account.access), "Content-Length: 0"), 501, detail="method")


@pytest.mark.parametrize(
    "accept", ["application/json", "application/*", "*/*", "", "text/html, */*;q=0.1", "application/problem+json"]
)
def test_json_is_acceptable(user: User, accept: str) -> None:
    assert user.get("/todos/", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "image/*", "text/plain;q=0.5, application/xml"])
def test_json_is_not_acceptable(user: User, accept: str) -> None:
    assert_problem(user.get("/todos/", headers={"Accept": accept}), 406, "not_acceptable")
