"""The refresh token in a cookie: out of every script's reach, and good only for pages of this site."""

from __future__ import annotations

import re
from typing import Any

import pytest

import tokens
from accounts import PASSWORD
from cgi_program import CgiProgram
from client import Client, User
from description import Description
from problems import assert_problem
from stack import Stack

REFRESH = "/auth/token/refresh/"
FORM = r"refresh=([A-Za-z0-9_-]+); HttpOnly; SameSite=Strict; Path=/auth; Max-Age=86400"
CLEARED = "refresh=; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=0"


@pytest.fixture
def own(stack: Stack) -> dict[str, str]:
    """The Origin of the instance's own pages."""
    return {"Origin": stack.url}


@pytest.fixture(scope="module")
def auth(stack: Stack, description: Description) -> CgiProgram:
    """auth as plain CGI, for settings and variables of the test's own."""
    return CgiProgram(stack, description, "auth")


def cookie_of(answer: Any) -> str:
    """The refresh token in the answer's cookie."""
    found = re.fullmatch(FORM, answer.headers["set-cookie"])
    assert found, answer.headers["set-cookie"]
    return found[1]


def refresh(client: Client, cookie: str, headers: dict[str, str], **options: Any) -> Any:
    """Exchanges the token in a cookie."""
    return client.post(REFRESH, headers={"Cookie": f"refresh={cookie}"} | headers, **options)


def test_login_puts_the_refresh_token_into_the_cookie_alone(client: Client, user_with_password: User) -> None:
    body = {"username": user_with_password.account.username, "password": PASSWORD, "session": "cookie"}

    answer = client.post("/auth/token/", json=body)

    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "token_type", "expires_in"}
    assert cookie_of(answer) not in answer.text


@pytest.mark.parametrize("session", [{}, {"session": "body"}, {"session": None}], ids=str)
def test_login_without_it_sets_no_cookie(client: Client, user_with_password: User, session: dict[str, Any]) -> None:
    if session == {"session": None}:
        answer = client.post("/auth/token/", json={"username": "x", "password": "y"} | session)
        assert_problem(answer, 422, "invalid", field="session", code="null")
        return
    answer = client.post(
        "/auth/token/", json={"username": user_with_password.account.username, "password": PASSWORD} | session
    )

    assert "refresh" in answer.json()
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("session,code", [("Cookie", "format"), ("", "format"), ("x" * 21, "too_long"), (True, "type")])
def test_other_place_for_the_session_is_refused(client: Client, session: Any, code: str) -> None:
    body = {"username": "somebody", "password": PASSWORD, "session": session}

    assert_problem(client.post("/auth/token/", json=body), 422, "invalid", field="session", code=code)


@pytest.mark.parametrize("options", [{}, {"json": {}}], ids=["no body", "empty object"])
def test_cookie_is_exchanged_for_its_successor(client: Client, user: User, own: dict[str, str], options: Any) -> None:
    answer = refresh(client, user.account.refresh, own, **options)

    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"access", "token_type", "expires_in"}
    successor = cookie_of(answer)
    assert successor != user.account.refresh
    assert tokens.payload(answer.json()["access"])["sid"] == user.account.session_id
    assert cookie_of(refresh(client, successor, own)) != successor


def test_cookie_among_others_is_found(client: Client, user: User, own: dict[str, str]) -> None:
    cookies = f"a=b; xrefresh=1; refresh={user.account.refresh}; refresh=second; c"

    answer = client.post(REFRESH, headers={"Cookie": cookies} | own)

    assert answer.status_code == 200


def test_body_counts_more_than_the_cookie(client: Client, user: User) -> None:
    answer = refresh(client, "x", {}, json={"refresh": user.account.refresh})

    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "ftp://<host>"},
        {"Origin": "<host>"},
        {"Origin": "http://<host>.evil.example"},
        {"Origin": "http://<host>/"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
    ],
    ids=str,
)
def test_page_of_another_site_cannot_use_the_cookie(
    client: Client, stack: Stack, user: User, headers: dict[str, str]
) -> None:
    given = {name: value.replace("<host>", f"{stack.host}:{stack.port}") for name, value in headers.items()}

    answer = refresh(client, user.account.refresh, given)

    assert_problem(answer, 403, "forbidden", detail="Origin")
    assert "set-cookie" not in answer.headers
    verified = client.post("/auth/token/verify/", json={"token": user.account.refresh})
    assert verified.status_code == 200, "the token was used"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_own_origin_counts_whatever_its_scheme(client: Client, stack: Stack, user: User, scheme: str) -> None:
    answer = refresh(client, user.account.refresh, {"Origin": f"{scheme}://{stack.host}:{stack.port}"})

    assert answer.status_code == 200


def test_browser_that_sends_no_origin_may_say_so(client: Client, user: User) -> None:
    answer = refresh(client, user.account.refresh, {"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origins,status", [("https://app.example", 200), ("*", 403), ("", 403), ("https://other.example", 403)]
)
def test_allowed_origin_must_be_named(auth: CgiProgram, user: User, origins: str, status: int) -> None:
    headers = {"Cookie": f"refresh={user.account.refresh}", "Origin": "https://app.example", "Host": "api.example"}

    answer = auth.request("POST", REFRESH, headers, settings={"ALLOWED_ORIGINS": origins})

    assert answer.status_code == status
    assert answer.headers["access-control-allow-credentials"] == ("true" if status == 200 else None)


@pytest.mark.parametrize(
    "variables,secure",
    [
        ({"HTTPS": "on"}, True),
        ({"HTTPS": "off"}, False),
        ({}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https", "TRUSTED_PROXIES": "192.0.2.0/24"}, True),
        ({"HTTP_X_FORWARDED_PROTO": "http, https", "TRUSTED_PROXIES": "192.0.2.1"}, True),
        ({"HTTP_X_FORWARDED_PROTO": "https, http", "TRUSTED_PROXIES": "192.0.2.1"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https", "TRUSTED_PROXIES": "192.0.2.2"}, False),
    ],
    ids=str,
)
def test_cookie_is_secure_when_the_client_speaks_tls(
    auth: CgiProgram, user: User, variables: dict[str, str], secure: bool
) -> None:
    headers = {"Cookie": f"refresh={user.account.refresh}", "Sec-Fetch-Site": "same-origin"}

    answer = auth.request("POST", REFRESH, headers, settings={"TRUSTED_PROXIES": ""} | variables)

    assert answer.status_code == 200
    assert answer.headers["set-cookie"].endswith("; Secure") == secure


@pytest.mark.parametrize("cookie", ["x", "", "é", "x" * 5000], ids=["x", "empty", "not ASCII", "long"])
def test_cookie_that_is_no_token_is_cleared(client: Client, own: dict[str, str], cookie: str) -> None:
    answer = client.post(REFRESH, headers=own | {"Cookie": f"refresh={cookie}".encode("latin-1")})

    assert_problem(answer, 401, "invalid_token")
    assert answer.headers["set-cookie"] == CLEARED


def test_cookie_of_an_ended_session_is_cleared(client: Client, user: User, own: dict[str, str]) -> None:
    user.post("/auth/logout/")

    answer = refresh(client, user.account.refresh, own)

    assert_problem(answer, 401, "gone")
    assert answer.headers["set-cookie"] == CLEARED


@pytest.mark.parametrize(
    "method,path", [("POST", "/auth/logout/"), ("DELETE", "/auth/sessions/"), ("DELETE", "/auth/profile/")]
)
def test_end_of_the_session_clears_the_cookie(user: User, method: str, path: str) -> None:
    answer = user.request(method, path)

    assert (answer.status_code, answer.headers["set-cookie"]) == (204, CLEARED)


def test_neither_body_nor_cookie_is_a_missing_token(client: Client) -> None:
    options: dict[str, Any]
    for options in ({}, {"json": {}}):
        assert_problem(client.post(REFRESH, **options), 422, "invalid", field="refresh", code="required")


def test_access_token_in_the_cookie_is_no_refresh_token(client: Client, user: User, own: dict[str, str]) -> None:
    assert_problem(refresh(client, user.account.access, own), 401, "invalid_token")
