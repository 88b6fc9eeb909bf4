"""What every operation has in common: it answers with and without the slash, asks for a token, refuses what it cannot read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from client import Client, User
from operations import CALLS, PROTECTED, WITH_BODY, WITH_REQUIRED_BODY, Call, each
from problems import assert_problem
from raw_http import RawClient, bearer

MALFORMED = ['{"title": ', "[]", '"text"', "1", "null", "nonsense"]


def perform(user: User, call: Call, path: str = "", **options: Any) -> Any:
    """Sends the call as the user, with its own body unless options have another."""
    content = call.content(user)
    if content is not None and not {"content", "json"} & set(options):
        options["json"] = content
    return user.request(call.method, path or call.address(user), **options)


@each([call for call in CALLS if "{receipt}" not in call.path])
@pytest.mark.parametrize("slash", ["/", ""], ids=["slash", "no-slash"])
def test_operation_succeeds(user_with_password: User, call: Call, slash: str) -> None:
    user = user_with_password

    answer = perform(user, call, call.address(user).removesuffix("/") + slash)

    assert answer.is_success, answer.text


@each(PROTECTED)
def test_protected_operation_asks_for_a_token(user: User, client: Client, call: Call) -> None:
    address = call.address(user)

    answer = client.request(call.method, address, json=call.body)

    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"] == 'Bearer realm="tasklight"'


@each(PROTECTED)
def test_protected_operation_refuses_a_bad_token(user: User, client: Client, call: Call) -> None:
    address = call.address(user)

    answer = client.request(call.method, address, json=call.body, token=user.account.access + "x")

    assert_problem(answer, 401, "invalid_token")
    assert answer.headers["www-authenticate"] == 'Bearer realm="tasklight", error="invalid_token"'


@each(CALLS)
def test_answer_that_is_not_acceptable_is_refused(user_with_password: User, call: Call) -> None:
    assert_problem(perform(user_with_password, call, headers={"Accept": "text/html"}), 406, "not_acceptable")


@each(CALLS)
@pytest.mark.parametrize("query", ["nonsense=1", "nonsense"])
def test_unknown_query_parameter_is_named(user: User, call: Call, query: str) -> None:
    answer = perform(user, call, f"{call.address(user)}?{query}")

    assert_problem(answer, 400, field="nonsense", code="unknown")


@each(CALLS)
@pytest.mark.parametrize("query", ["a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=%c0%80", "a=1&a=2", "%ed%a0%80=1"])
def test_query_string_that_is_not_well_formed_is_refused(raw: RawClient, user: User, call: Call, query: str) -> None:
    body = b"" if call.body is None else json.dumps(call.content(user)).encode()
    headers = [bearer(user.account.access), f"Content-Length: {len(body)}", "Content-Type: application/json"]

    answer = raw.request(call.method, f"{call.address(user)}?{query}", *headers, body=body)

    assert_problem(answer, 400)


@each(WITH_BODY)
@pytest.mark.parametrize("body", MALFORMED)
def test_body_that_is_no_object_is_refused(user: User, call: Call, body: str) -> None:
    answer = perform(user, call, content=body, headers={"Content-Type": "application/json"})

    assert_problem(answer, 400, "malformed", detail="JSON object")


@each(WITH_REQUIRED_BODY)
def test_empty_body_is_refused(user: User, call: Call) -> None:
    answer = perform(user, call, content="", headers={"Content-Type": "application/json"})

    assert_problem(answer, 400, "malformed", detail="empty")


@each(WITH_BODY)
@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/xml", "application/jsonx", "application", "json", None]
)
def test_body_of_another_media_type_is_refused(user: User, call: Call, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}

    answer = perform(user, call, content=json.dumps(call.content(user)), headers=headers)

    assert_problem(answer, 415, "media_type", detail="application/json")


@each(WITH_BODY)
@pytest.mark.parametrize(
    "media_type", ["application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"]
)
def test_media_type_may_have_parameters_and_any_case(user_with_password: User, call: Call, media_type: str) -> None:
    user = user_with_password

    answer = perform(user, call, content=json.dumps(call.content(user)), headers={"Content-Type": media_type})

    assert answer.is_success, answer.text


@each([call for call in CALLS if call.method == "GET"])
def test_body_of_a_get_is_refused(user: User, call: Call) -> None:
    assert_problem(perform(user, call, json={}), 400)


@each([call for call in CALLS if call.method != "GET"])
def test_body_above_the_limit_is_refused(user: User, call: Call) -> None:
    body = json.dumps({"title": "x" * call.body_limit})

    answer = perform(user, call, content=body, headers={"Content-Type": "application/json"})

    # As much as the web server takes is refused by that.
    if call.body_limit == 2**20:
        assert_problem(answer, 413)
    else:
        assert_problem(answer, 413, "too_large", detail="65536")


@each(WITH_BODY)
def test_unknown_field_is_named(user: User, call: Call) -> None:
    answer = perform(user, call, json=(call.content(user) or {}) | {"nonsense": 1})

    assert_problem(answer, 422, "invalid", field="nonsense", code="unknown")
