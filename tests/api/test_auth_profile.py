"""GET and PATCH /auth/profile/: what an account says of itself, changed as a merge patch, with versions."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from client import User
from problems import assert_problem
from waiting import eventually

PATH = "/auth/profile/"


def test_new_account_has_a_whole_profile(user: User) -> None:
    answer = user.get(PATH)

    assert answer.status_code == 200
    profile = answer.json()
    assert (profile["id"], profile["username"]) == (user.account.user_id, user.account.username)
    expected = {"email": "", "display_name": "", "language": "en", "time_zone": "UTC", "week_start": 1, "version": 1}
    assert profile.items() >= expected.items()
    assert answer.headers["etag"] == '"1"'


def test_profile_that_the_client_has_is_not_sent_again(user: User) -> None:
    etag = user.get(PATH).headers["etag"]

    assert user.get(PATH, headers={"If-None-Match": etag}).status_code == 304
    user.patch(PATH, json={"display_name": "new"})
    assert user.get(PATH, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    "field,value",
    [
        ("display_name", "آن — Ann 😀"),
        ("display_name", "x" * 150),
        ("language", "fa"),
        ("language", "ru"),
        ("time_zone", "Asia/Tehran"),
        ("time_zone", "America/Argentina/Buenos_Aires"),
        ("time_zone", "Etc/GMT+12"),
        ("week_start", 6),
        ("week_start", 7),
    ],
)
def test_field_is_changed_alone(user: User, field: str, value: Any) -> None:
    before = user.get(PATH).json()

    answer = user.patch(PATH, json={field: value})

    assert answer.status_code == 200, answer.text
    assert answer.json() == before | {field: value, "version": 2}
    assert (answer.headers["etag"], user.get(PATH).json()) == ('"2"', answer.json())


def test_address_is_set_changed_and_removed(user: User) -> None:
    address = f"{secrets.token_hex(8)}@example.com"
    for given, kept in (
        (address, address),
        (address.upper(), address.upper()),
        (None, ""),
        (address, address),
        ("", ""),
    ):
        answer = user.patch(PATH, json={"email": given})

        assert (answer.status_code, answer.json()["email"]) == (200, kept)


def test_address_of_another_account_is_taken(new_user: Callable[[], User]) -> None:
    first, second = new_user(), new_user()
    address = f"{secrets.token_hex(8)}@example.com"
    first.patch(PATH, json={"email": address})

    assert_problem(second.patch(PATH, json={"email": address.upper()}), 409, "taken", field="email", code="taken")

    assert first.patch(PATH, json={"email": address.upper()}).status_code == 200
    first.patch(PATH, json={"email": ""})
    assert second.patch(PATH, json={"email": address}).status_code == 200


@pytest.mark.parametrize(
    "field,value,code",
    [
        ("email", "nobody", "format"),
        ("email", "a@b", "format"),
        ("email", "a b@example.com", "format"),
        ("email", "a" * 65 + "@example.com", "format"),
        ("email", "a@" + "b" * 250 + ".com", "too_long"),
        ("email", 7, "type"),
        ("display_name", "x" * 151, "too_long"),
        ("display_name", "two\nlines", "format"),
        ("display_name", 7, "type"),
        ("language", "de", "format"),
        ("language", "EN", "format"),
        ("language", "", "format"),
        ("language", None, "null"),
        ("language", ["en"], "type"),
        ("time_zone", "", "format"),
        ("time_zone", "Mars/Olympus", "format"),
        ("time_zone", "asia/tehran", "format"),
        ("time_zone", "Asia/Tehran ", "format"),
        ("time_zone", "+03:30", "format"),
        ("time_zone", "posix/Asia/Tehran", "format"),
        ("time_zone", "../../etc/passwd", "format"),
        ("time_zone", "localtime", "format"),
        ("time_zone", None, "null"),
        ("time_zone", 3, "type"),
        ("week_start", 0, "out_of_range"),
        ("week_start", 8, "out_of_range"),
        ("week_start", -1, "out_of_range"),
        ("week_start", "1", "type"),
        ("week_start", 1.5, "type"),
        ("week_start", None, "null"),
        ("password", "strongpassword123", "unknown"),
    ],
)
def test_value_that_cannot_be_is_named(user: User, field: str, value: Any, code: str) -> None:
    before = user.get(PATH).json()

    assert_problem(
        user.patch(PATH, json={field: value, "display_name": "x"} | {field: value}), 422, field=field, code=code
    )

    assert user.get(PATH).json() == before


@pytest.mark.parametrize("field", ["id", "username", "created_at", "version"])
@pytest.mark.parametrize("value", [7, "other", None, []], ids=repr)
def test_read_only_field_is_taken_back_and_not_used(user: User, field: str, value: Any) -> None:
    before = user.get(PATH).json()

    answer = user.patch(PATH, json={field: value})

    assert answer.status_code == 200, answer.text
    assert answer.json() == before | {"version": 2}


def test_profile_may_be_sent_back_whole(user: User) -> None:
    before = user.get(PATH).json()

    assert user.patch(PATH, json=before).json() == before | {"version": 2}


def test_stale_change_is_refused_and_shows_the_profile(user: User) -> None:
    user.patch(PATH, json={"display_name": "theirs"})

    answer = user.patch(PATH, json={"display_name": "ours"}, headers={"If-Match": '"1"'})

    problem = assert_problem(answer, 412, "stale")
    assert problem["current"] == user.get(PATH).json()
    assert (problem["current"]["display_name"], answer.headers["etag"]) == ("theirs", '"2"')


@pytest.mark.parametrize("condition", ['"1"', "*", '"7", "1"'])
def test_change_of_the_current_version_is_made(user: User, condition: str) -> None:
    assert user.patch(PATH, json={"display_name": "x"}, headers={"If-Match": condition}).status_code == 200


@pytest.mark.parametrize("condition", ['W/"1"', '"x"', '"2"', "1"])
def test_change_of_another_version_is_refused(user: User, condition: str) -> None:
    assert_problem(user.patch(PATH, json={"display_name": "x"}, headers={"If-Match": condition}), 412, "stale")


def test_language_and_time_zone_reach_todos(user: User, database: psycopg.Connection[Any]) -> None:
    user.patch(PATH, json={"language": "fa", "time_zone": "Asia/Tehran"})
    user.patch(PATH, json={"display_name": "nobody else's business"})
    user.patch(PATH, json={"time_zone": "Europe/Moscow"})

    def known() -> Any:
        return database.execute(
            "select language, time_zone, profile_version from todos.owner where user_id = %s", (user.account.user_id,)
        ).fetchone()

    eventually(lambda: known() == ("fa", "Europe/Moscow", 4), "todos knows the profile")


def test_deleted_account_leaves_nothing_of_its_profile(user: User, database: psycopg.Connection[Any]) -> None:
    user.patch(PATH, json={"display_name": "secret", "language": "fa", "time_zone": "Asia/Tehran", "week_start": 6})
    assert user.delete(PATH).status_code == 204

    row = database.execute(
        "select a::text from auth.account as a where user_id = %s", (user.account.user_id,)
    ).fetchone()

    assert row is not None
    for trace in ("secret", "fa,", "Tehran", user.account.username):
        assert trace not in row[0]
