"""Fields that are missing, of the wrong type, too long or not possible: 422, and the problem names each of them."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from client import Client, User
from problems import assert_problem

BOOLEANS: list[Any] = [True, False]
NUMBERS: list[Any] = [0, 1, -1, 1.5, 1e300, 2**63, 2**64]
COMPOUND: list[Any] = [[], ["text"], {}, {"text": "text"}]
NO_STRING = [*BOOLEANS, *NUMBERS, *COMPOUND]
NO_BOOLEAN = ["true", "false", "", "1", *NUMBERS, *COMPOUND]

# Path, a good body, and the fields of it that must be there.
BODIES: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "/auth/register/",
        {"username": "somebody", "email": "", "password": "strongpassword123"},
        ["username", "password"],
    ),
    ("/auth/token/", {"username": "somebody", "password": "strongpassword123"}, ["username", "password"]),
    ("/auth/token/refresh/", {"refresh": "text"}, ["refresh"]),
    ("/auth/token/verify/", {"token": "text"}, ["token"]),
    ("/auth/password/", {"old": "strongpassword123", "new": "another password 1"}, ["old", "new"]),
    ("/todos/", {"title": "a", "description": "b"}, ["title"]),
]
TEXTS = [(path, body, field) for path, body, _ in BODIES for field in body] + [
    ("/auth/profile/", {"password": "strongpassword123"}, "password")
]
REQUIRED = [(path, body, field) for path, body, needed in BODIES for field in needed]


def send(user: User, path: str, body: Any) -> Any:
    """The request that takes this body."""
    return user.request("DELETE" if path == "/auth/profile/" else "POST", path, json=body)


def wordy(cases: list[tuple[str, dict[str, Any], str]]) -> list[str]:
    """How the cases are called in the report."""
    return [f"{path} {field}" for path, _, field in cases]


@pytest.mark.parametrize("path,body,field", REQUIRED, ids=wordy(REQUIRED))
def test_missing_field_is_named(user: User, path: str, body: dict[str, Any], field: str) -> None:
    without = {name: value for name, value in body.items() if name != field}

    assert_problem(send(user, path, without), 422, "invalid", field=field, code="required")


def test_every_mistake_is_named_at_once(client: Client) -> None:
    answer = client.post("/auth/register/", json={"username": 1, "email": [], "nonsense": 1})

    problem = assert_problem(answer, 422, "invalid")
    found = {(mistake["field"], mistake["code"]) for mistake in problem["errors"]}
    assert found == {("username", "type"), ("email", "type"), ("password", "required"), ("nonsense", "unknown")}


@pytest.mark.parametrize("path,body,field", REQUIRED, ids=wordy(REQUIRED))
def test_null_is_no_value_of_a_required_field(user: User, path: str, body: dict[str, Any], field: str) -> None:
    assert_problem(send(user, path, body | {field: None}), 422, "invalid", field=field, code="null")


@pytest.mark.parametrize("path,body,field", REQUIRED, ids=wordy(REQUIRED))
def test_empty_text_is_no_value_of_a_required_field(user: User, path: str, body: dict[str, Any], field: str) -> None:
    assert_problem(send(user, path, body | {field: ""}), 422, "invalid", field=field, code="too_short")


@pytest.mark.parametrize("value", NO_STRING, ids=repr)
@pytest.mark.parametrize("path,body,field", TEXTS, ids=wordy(TEXTS))
def test_text_must_be_a_string(user: User, path: str, body: dict[str, Any], field: str, value: Any) -> None:
    assert_problem(send(user, path, body | {field: value}), 422, "invalid", field=field, code="type")


@pytest.mark.parametrize("value", NO_BOOLEAN, ids=repr)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_completed_must_be_a_boolean(user: User, method: str, value: Any) -> None:
    path = "/todos/" if method == "POST" else f"/todos/{user.todo()['id']}/"

    answer = user.request(method, path, json={"title": "a", "completed": value})

    assert_problem(answer, 422, "invalid", field="completed", code="type")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_completed_must_not_be_null(user: User, method: str) -> None:
    path = "/todos/" if method == "POST" else f"/todos/{user.todo()['id']}/"

    answer = user.request(method, path, json={"title": "a", "completed": None})

    assert_problem(answer, 422, "invalid", field="completed", code="null")


@pytest.mark.parametrize("title", [" ", "   ", "\u3000", "\u00a0", "\u2003", "\u2028"], ids=ascii)
def test_title_must_not_be_blank(user: User, title: str) -> None:
    problem = assert_problem(user.post("/todos/", json={"title": title}), 422, "invalid", field="title")

    assert problem["errors"][0]["code"] in ("blank", "format")


@pytest.mark.parametrize("character", ["\n", "\r", "\t", "\x01", "\x1f", "\x7f", "\x85", "\u2028"], ids=ascii)
def test_title_is_one_line(user: User, character: str) -> None:
    answer = user.post("/todos/", json={"title": f"a{character}b"})

    assert_problem(answer, 422, "invalid", field="title", code="format")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("letter", ["x", "é", "م", "😀"])
def test_title_has_at_most_255_characters(user: User, method: str, letter: str) -> None:
    path = "/todos/" if method == "POST" else f"/todos/{user.todo()['id']}/"

    accepted = user.request(method, path, json={"title": letter * 255})
    refused = user.request(method, path, json={"title": letter * 256})

    assert accepted.is_success and accepted.json()["title"] == letter * 255
    assert_problem(refused, 422, "invalid", field="title", code="too_long")


@pytest.mark.parametrize("letter,most", [("x", 16384), ("é", 8192), ("😀", 4096)])
def test_description_has_at_most_16384_bytes(user: User, letter: str, most: int) -> None:
    accepted = user.post("/todos/", json={"title": "a", "description": letter * most})
    refused = user.post("/todos/", json={"title": "a", "description": letter * most + "x"})

    assert accepted.status_code == 201 and accepted.json()["description"] == letter * most
    assert_problem(refused, 422, "invalid", field="description", code="too_long")


def test_description_may_have_lines(user: User) -> None:
    assert user.todo(description="one\ntwo\r\n\tthree")["description"] == "one\ntwo\r\n\tthree"


@pytest.mark.parametrize("field", ["id", "user_id", "version", "created_at", "updated_at", "deleted_at"])
@pytest.mark.parametrize("value", [7, "2001-01-01T00:00:00Z", None, True, []], ids=repr)
def test_read_only_field_is_taken_back_and_not_used(user: User, field: str, value: Any) -> None:
    todo = user.todo()

    answer = user.patch(f"/todos/{todo['id']}/", json={field: value, "title": "changed"})

    assert answer.status_code == 200, answer.text
    changed = answer.json()
    for name in ("id", "user_id", "created_at", "deleted_at"):
        assert changed[name] == todo[name]
    assert changed["title"] == "changed"


@pytest.mark.parametrize("password", ["8 bytes!", "چهار", "p" * 1024, "م" * 512], ids=len)
def test_password_of_8_to_1024_bytes_works(client: Client, password: str) -> None:
    username = f"user{secrets.token_hex(8)}"
    made = client.post("/auth/register/", json={"username": username, "password": password})

    answer = client.post("/auth/token/", json={"username": username, "password": password})

    assert (made.status_code, answer.status_code) == (201, 200)


@pytest.mark.parametrize(
    "password,code",
    [("p" * 7, "too_short"), ("م" * 3, "too_short"), ("p" * 1025, "too_long"), ("م" * 513, "too_long")],
    ids=["7", "3 letters of 2 bytes", "1025", "513 letters of 2 bytes"],
)
def test_password_of_other_lengths_is_refused(client: Client, password: str, code: str) -> None:
    answer = client.post("/auth/register/", json={"username": "somebody", "password": password})

    assert_problem(answer, 422, "invalid", field="password", code=code)


@pytest.mark.parametrize(
    "path,field,most",
    [
        ("/auth/token/", "username", 1024),
        ("/auth/token/", "password", 1024),
        ("/auth/token/refresh/", "refresh", 4096),
        ("/auth/token/verify/", "token", 4096),
    ],
)
def test_text_of_a_login_is_limited(client: Client, path: str, field: str, most: int) -> None:
    body = next(body for known, body, _ in BODIES if known == path)

    at_limit = client.post(path, json=body | {field: "x" * most})
    above = client.post(path, json=body | {field: "x" * (most + 1)})

    assert at_limit.status_code == 401
    assert_problem(above, 422, "invalid", field=field, code="too_long")


def test_wrong_field_names_do_not_help(user: User) -> None:
    answer = user.post("/todos/", json={"Title": "a", "TITLE": "b", "title ": "c"})

    problem = assert_problem(answer, 422, "invalid", field="title", code="required")
    assert {mistake["field"] for mistake in problem["errors"]} == {"title", "Title", "TITLE", "title "}
