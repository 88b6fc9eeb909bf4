"""A todo's due date: taken in its two forms, refused in all others, and given back as it was given."""

from __future__ import annotations

from typing import Any

import pytest

from client import User
from problems import assert_problem

GOOD = [
    "2026-11-30",
    "2024-02-29",
    "2000-02-29",
    "0001-01-01",
    "9999-12-31",
    "2026-12-31",
    "2027-01-01",
    "2026-11-30T14:00:00Z",
    "2026-12-31T23:59:59-11:00",
    "2027-01-01T00:00:00+14:00",
    "2026-11-30T14:00:00+03:30",
    "2026-11-30T14:00:00+03:30[Asia/Tehran]",
    "2026-07-01T12:00:00+02:00[Europe/Berlin]",
    "2026-01-01T12:00:00+01:00[Europe/Berlin]",
    # the hour that comes twice
    "2026-10-25T02:30:00+02:00[Europe/Berlin]",
    "2026-10-25T02:30:00+01:00[Europe/Berlin]",
    "2026-11-30T14:00:00Z[UTC]",
    "0001-01-01T00:00:00+15:59",
    "9999-12-31T23:59:59-15:59",
]
BAD = [
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-01",
    "0000-01-01",
    "26-01-01",
    "2026-1-1",
    "20260101",
    "2026-11-30 ",
    " 2026-11-30",
    "2026-11-30T14:00",
    "2026-11-30T14:00:00",
    "2026-11-30 14:00:00Z",
    "2026-11-30t14:00:00z",
    "2026-11-30T24:00:00Z",
    "2026-11-30T23:60:00Z",
    "2026-11-30T23:59:60Z",
    "2026-11-30T14:00:00.123Z",
    "2026-11-30T14:00:00+0330",
    "2026-11-30T14:00:00+16:00",
    "2026-02-29T00:00:00Z",
    "2026-11-30[UTC]",
    "2026-11-30T14:00:00Z[]",
    "2026-11-30T14:00:00Z[UTC",
    "today",
    "now",
    "infinity",
    "-infinity",
    "epoch",
    "1764460800",
    "۲۰۲۶-۱۱-۳۰",
    "2026-11-30\n",
]
BAD_ZONES = [
    ("2026-11-30T14:00:00Z[Nowhere/City]", "unknown"),
    ("2026-11-30T14:00:00+03:30[asia/tehran]", "unknown"),
    ("2026-11-30T14:00:00Z[../etc/passwd]", "unknown"),
    ("2026-11-30T14:00:00Z[Asia]", "unknown"),
    ("2026-11-30T14:00:00Z[right/UTC]", "unknown"),
    ("2026-11-30T14:00:00+04:30[Asia/Tehran]", "offset"),
    ("2026-07-01T12:00:00+01:00[Europe/Berlin]", "offset"),
    # the hour that is left out
    ("2026-03-29T02:30:00+01:00[Europe/Berlin]", "offset"),
    ("2026-03-29T02:30:00+02:00[Europe/Berlin]", "offset"),
]


@pytest.mark.parametrize("due", GOOD)
def test_due_date_comes_back_as_it_was_given(user: User, due: str) -> None:
    todo = user.todo(due=due)

    assert todo["due"] == due
    assert user.get(f"/todos/{todo['id']}/").json()["due"] == due
    assert user.todos() == [todo]


@pytest.mark.parametrize("method,path", [("POST", "/todos/"), ("PUT", "/todos/{id}/"), ("PATCH", "/todos/{id}/")])
@pytest.mark.parametrize("due", BAD, ids=ascii)
def test_what_is_no_due_date_is_refused(user: User, method: str, path: str, due: str) -> None:
    path = path.replace("{id}", str(user.todo()["id"])) if "{id}" in path else path

    answer = user.request(method, path, json={"title": "a", "due": due})

    assert_problem(answer, 422, "invalid", field="due", code="format")


@pytest.mark.parametrize("due,why", BAD_ZONES)
def test_what_is_wrong_with_a_zone_is_said(user: User, due: str, why: str) -> None:
    problem = assert_problem(user.post("/todos/", json={"title": "a", "due": due}), 422, "invalid", field="due")

    assert why in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    "due,code",
    [("", "too_short"), ("2" * 129, "too_long"), (20261130, "type"), (True, "type"), ([], "type"), ({}, "type")],
    ids=repr,
)
def test_due_date_is_a_text(user: User, due: Any, code: str) -> None:
    assert_problem(user.post("/todos/", json={"title": "a", "due": due}), 422, "invalid", field="due", code=code)


def test_todo_without_a_due_date_has_none(user: User) -> None:
    assert user.todo()["due"] is None
    assert user.todo(due=None)["due"] is None


def test_patch_with_null_takes_the_due_date_away(user: User) -> None:
    todo = user.todo(due="2026-11-30")
    path = f"/todos/{todo['id']}/"

    assert user.patch(path, json={"title": "b"}).json()["due"] == "2026-11-30"
    assert user.patch(path, json={"due": None}).json()["due"] is None
    assert user.todos("/todos/?has_due=true") == []


def test_put_without_a_due_date_takes_it_away(user: User) -> None:
    todo = user.todo(due="2026-11-30", priority=3)

    changed = user.put(f"/todos/{todo['id']}/", json={"title": "b"}).json()

    assert (changed["due"], changed["priority"]) == (None, 0)


def test_due_dates_are_ordered_by_their_instants(user: User) -> None:
    inorder = [
        "0001-01-01T00:00:00+15:59",
        "0001-01-01",
        "2026-12-31T00:00:00+14:00",
        "2026-12-31",
        "2026-12-31T23:59:59Z",
        "2026-12-31T23:59:59-11:00",
        "2027-01-02",
        "9999-12-31T23:59:59-15:59",
        None,
    ]
    for due in [inorder[at] for at in (4, 8, 0, 6, 2, 7, 1, 5, 3)]:
        user.todo(due=due)

    assert [todo["due"] for todo in user.todos("/todos/?sort=due")] == inorder
    assert [todo["due"] for todo in user.todos("/todos/?sort=due&limit=2")] == inorder
