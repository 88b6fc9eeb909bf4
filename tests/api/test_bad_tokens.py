"""Access tokens that must not open anything, each made by hand: 401, whatever is wrong with them."""

from __future__ import annotations

import base64
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest

import tokens
from accounts import sign_access
from client import Client, User
from operations import PROTECTED
from problems import assert_problem
from raw_http import RawClient, bearer
from stack import Stack

PATHS = ["/todos/", "/auth/profile/"]
YEAR = 365 * 86400


def refused(user: User, token: str, word: str = "invalid_token") -> None:
    """Both services refuse the token, and verify says so too."""
    for path in PATHS:
        answer = user.client.get(path, token=token)
        assert_problem(answer, 401, word)
        assert answer.headers["www-authenticate"] == 'Bearer realm="tasklight", error="invalid_token"'
    if 0 < len(token) <= 4096:
        assert_problem(user.client.post("/auth/token/verify/", json={"token": token}), 401, word)


@pytest.fixture
def signed(stack: Stack, user: User) -> Callable[..., str]:
    """Signs a token of the user with changed claims."""
    return lambda **changes: sign_access(stack, user.account.user_id, user.account.session_id, **changes)


def test_token_made_by_hand_is_good(user: User, signed: Callable[..., str]) -> None:
    for path in PATHS:
        assert user.client.get(path, token=signed()).status_code == 200


@pytest.mark.parametrize("key", ["x" * 64, " " * 32, "secret", "0"])
def test_signature_of_another_key_is_refused(user: User, key: str) -> None:
    claims = tokens.access_claims(user.account.user_id, user.account.session_id)

    refused(user, tokens.sign(claims, key))


def test_signature_of_other_claims_is_refused(user: User, new_user: Callable[[], User]) -> None:
    header, _, signature = user.account.access.split(".")
    other = new_user().account.access.split(".")[1]

    refused(user, f"{header}.{other}.{signature}")


@pytest.mark.parametrize(
    "header",
    [
        '{"alg":"none","typ":"JWT"}',
        '{"alg":"None"}',
        '{"alg":"NONE","typ":"JWT"}',
        '{"typ":"JWT"}',
        "{}",
        "",
        "null",
        '{"alg":""}',
    ],
)
def test_algorithm_none_is_refused(stack: Stack, user: User, header: str) -> None:
    claims = tokens.access_claims(user.account.user_id, user.account.session_id)
    signed = tokens.sign(claims, stack.settings["JWT_SIGNING_KEY"], header)
    unsigned = signed.rpartition(".")[0]

    for token in (signed, unsigned + ".", unsigned):
        refused(user, token)


@pytest.mark.parametrize(
    "header,digest",
    [
        ('{"alg":"HS512","typ":"JWT"}', "sha512"),
        ('{"alg":"HS384","typ":"JWT"}', "sha384"),
        ('{"alg":"hs256","typ":"JWT"}', "sha256"),
        ('{"alg":"RS256","typ":"JWT"}', "sha256"),
        ('{"alg":"HS256"}', "sha256"),
        ('{"typ":"JWT","alg":"HS256"}', "sha256"),
        ('{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}', "sha256"),
        ('{"alg":"HS256","typ":"JWT","crit":["exp"]}', "sha256"),
        ('{"alg":"none","alg":"HS256","typ":"JWT"}', "sha256"),
        ('{"alg":"HS256","typ":"JWT"} ', "sha256"),
    ],
)
def test_other_header_is_refused_though_signed_with_our_key(stack: Stack, user: User, header: str, digest: str) -> None:
    claims = tokens.access_claims(user.account.user_id, user.account.session_id)

    refused(user, tokens.sign(claims, stack.settings["JWT_SIGNING_KEY"], header, digest))


def test_token_cut_or_longer_is_refused(user: User) -> None:
    token = user.account.access
    header, claims, signature = token.split(".")
    cut = [header, header + ".", f"{header}.{claims}", f"{header}.{claims}.", f".{claims}.{signature}", "..", ".", "x"]
    cut += [token[:-1], token[1:], token + ".", token + ".x", "." + token, f"{header}..{signature}"]
    cut += [f"{header}.{claims[:-1]}.{signature}", token + "=", token + "A", f"{token}.{token}"]

    for broken in cut:
        refused(user, broken)


def test_signature_in_ordinary_base64_is_refused(stack: Stack, user: User) -> None:
    key = stack.settings["JWT_SIGNING_KEY"]
    while True:
        token = tokens.sign(tokens.access_claims(user.account.user_id, user.account.session_id), key)
        head, _, signature = token.rpartition(".")
        ordinary = base64.b64encode(tokens.base64url_decode(signature)).decode()
        if {"+", "/"} & set(ordinary):
            break

    refused(user, f"{head}.{ordinary}")
    refused(user, f"{head}.{ordinary.rstrip('=')}")


@pytest.mark.parametrize("size", [2049, 4000, 8000])
def test_long_token_is_refused_though_signed(user: User, signed: Callable[..., str], size: int) -> None:
    refused(user, signed(padding="x" * size))


@pytest.mark.parametrize("size", [100_000, 1_000_000])
def test_token_of_a_megabyte_is_refused(raw: RawClient, user: User, size: int) -> None:
    answer = raw.request("GET", "/todos/", bearer(user.account.access + "x" * size))

    assert_problem(answer, 431)


@pytest.mark.parametrize("ago", [0, 1, 3600, YEAR])
def test_expired_token_says_so(user: User, signed: Callable[..., str], ago: int) -> None:
    now = int(time.time())

    refused(user, signed(iat=now - ago - 300, exp=now - ago), "expired_token")


@pytest.mark.parametrize("ahead", [120, 3600, YEAR])
def test_token_from_the_future_is_refused(user: User, signed: Callable[..., str], ahead: int) -> None:
    now = int(time.time())

    refused(user, signed(iat=now + ahead, exp=now + ahead + 300))
    refused(user, signed(auth_time=now + ahead))


def test_clock_that_is_a_little_ahead_is_tolerated(user: User, signed: Callable[..., str]) -> None:
    now = int(time.time())

    assert user.client.get("/todos/", token=signed(iat=now + 10, exp=now + 310, auth_time=now + 10)).status_code == 200


INTEGERS = ["user_id", "iat", "exp", "auth_time"]
BAD_INTEGERS: list[Any] = [..., None, True, "1", "", 1.0, 1.5, -1, [], {}, [1], 2**63, 2**64]


@pytest.mark.parametrize("value", BAD_INTEGERS, ids=repr)
@pytest.mark.parametrize("claim", INTEGERS)
def test_number_that_is_missing_or_mistyped_is_refused(
    user: User, signed: Callable[..., str], claim: str, value: Any
) -> None:
    refused(user, signed(**{claim: value}))


@pytest.mark.parametrize("claim", ["user_id", "iat", "exp"])
def test_zero_is_no_user_and_no_time(user: User, signed: Callable[..., str], claim: str) -> None:
    refused(user, signed(**{claim: 0}))


@pytest.mark.parametrize(
    "value", [..., None, 1, True, "", "x", [], str(uuid.uuid4())[:-1], str(uuid.uuid4()) + "0"], ids=repr
)
@pytest.mark.parametrize("claim", ["sid", "jti"])
def test_identifier_that_is_missing_or_mistyped_is_refused(
    user: User, signed: Callable[..., str], claim: str, value: Any
) -> None:
    refused(user, signed(**{claim: value}))


@pytest.mark.parametrize(
    "value", [..., None, 1, "", "refresh", "Access", "access ", "API", "api ", ["access"]], ids=repr
)
def test_other_token_types_are_refused(user: User, signed: Callable[..., str], value: Any) -> None:
    refused(user, signed(token_type=value))


@pytest.mark.parametrize("claims", [b"", b"[]", b"null", b"1", b'"x"', b"{}", b"{", b"\xff", b'{"user_id":1'])
def test_claims_that_are_no_object_are_refused(stack: Stack, user: User, claims: bytes) -> None:
    refused(user, tokens.sign(claims, stack.settings["JWT_SIGNING_KEY"]))


@pytest.mark.parametrize("scope", [..., None, "", "write", "readwrite", "read", 1, ["read", "write"]], ids=repr)
def test_token_without_the_scope_to_write_only_reads(user: User, signed: Callable[..., str], scope: Any) -> None:
    todo, token = user.todo(), signed(scope=scope)

    assert user.client.get("/todos/", token=token).status_code == 200
    for call in PROTECTED:
        if call.method != "GET":
            path = call.path.replace("{id}", str(todo["id"])).replace("{version}", "1")
            for place in ("{session}", "{token}"):
                path = path.replace(place, str(uuid.uuid4()))
            assert_problem(user.client.request(call.method, path, token=token), 403, "forbidden")
    assert user.todos() == [todo]


def test_refresh_token_is_no_access_token(user: User) -> None:
    for path in PATHS:
        assert_problem(user.client.get(path, token=user.account.refresh), 401, "invalid_token")


def test_two_authorization_headers_are_refused(raw: RawClient, user: User, new_user: Callable[[], User]) -> None:
    first, second = (bearer(one.account.access) for one in (user, new_user()))

    for lines in ([first, second], [second, first], [first, first], [first, "Authorization: Basic eDp5"]):
        answer = raw.request("GET", "/todos/", *lines)
        assert answer.status_code in (400, 401), answer


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "bEaReR"])
def test_name_of_the_scheme_may_have_any_case(client: Client, user: User, scheme: str) -> None:
    answer = client.get("/todos/", headers={"Authorization": f"{scheme} {user.account.access}"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "value", ["Bearer", "Basic dXNlcjpwYXNz", "Token {}", "{}", "Bearer{}", "Bearer\t{}", "Bearer {} {}", "Bearer ,{}"]
)
def test_header_that_is_no_bearer_token_is_refused(client: Client, user: User, value: str) -> None:
    answer = client.get("/todos/", headers={"Authorization": value.format(user.account.access, user.account.access)})

    assert_problem(answer, 401, "invalid_token")


def test_bearer_without_a_token_is_refused(raw: RawClient) -> None:
    for value in ("Bearer ", "Bearer  ", "Bearer \t"):
        assert_problem(raw.request("GET", "/todos/", f"Authorization: {value}"), 401, "invalid_token")


def test_empty_authorization_is_no_token(raw: RawClient) -> None:
    assert_problem(raw.request("GET", "/todos/", "Authorization:"), 401, "unauthenticated")


@pytest.mark.parametrize("path", ["/todos/?access_token={}", "/todos/?token={}"])
def test_token_in_the_query_string_is_no_token(client: Client, user: User, path: str) -> None:
    assert_problem(client.get(path.format(user.account.access)), 401, "unauthenticated")


def test_token_in_a_cookie_is_no_token(client: Client, user: User) -> None:
    answer = client.get("/todos/", headers={"Cookie": f"access={user.account.access}; token={user.account.access}"})

    assert_problem(answer, 401, "unauthenticated")


@pytest.mark.parametrize("header", ["X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization"])
def test_other_headers_carry_no_token(client: Client, user: User, header: str) -> None:
    answer = client.get("/todos/", headers={header: f"Bearer {user.account.access}"})

    assert_problem(answer, 401, "unauthenticated")
