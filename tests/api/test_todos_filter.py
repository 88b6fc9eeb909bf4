"""The filters of GET /todos/, alone and together; overdue and dates by the clock of the owner's time zone."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from client import User
from description import path_with
from problems import assert_problem

Todo = dict[str, Any]
DUES = [None, "2020-02-29", "2999-12-31", "2020-02-29T12:00:00Z", "2999-12-31T14:00:00+03:30[Asia/Tehran]"]
TEHRAN = "Asia/Tehran"


def live_in(database: psycopg.Connection[Any], user: User, zone: str) -> None:
    """Sets the owner's time zone, as the profile's would."""
    changed = database.execute("update todos.owner set time_zone = %s where user_id = %s", (zone, user.account.user_id))
    assert changed.rowcount == 1


def instant(text: str, zone: str) -> datetime:
    """When a due date or the bound of a filter is, for an owner of this zone."""
    text = text.split("[", maxsplit=1)[0]
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), ZoneInfo(zone))
    return datetime.fromisoformat(text)


def is_overdue(todo: Todo, zone: str) -> bool:
    """Whether a todo's time is over."""
    if todo["completed"] or todo["due"] is None:
        return False
    if len(todo["due"]) == 10:
        return datetime.now(ZoneInfo(zone)).date() > date.fromisoformat(todo["due"])
    return instant(todo["due"], zone) <= datetime.now(UTC)


def passes(todo: Todo, zone: str, name: str, value: Any) -> bool:
    """Whether a filter lets a todo pass."""
    if name in ("completed", "priority"):
        return bool(todo[name] == value)
    if name == "has_due":
        return bool((todo["due"] is not None) == value)
    if name == "overdue":
        return bool(is_overdue(todo, zone) == value)
    if name == "due_after":
        return todo["due"] is not None and instant(todo["due"], zone) >= instant(value, zone)
    if name == "due_before":
        return todo["due"] is not None and instant(todo["due"], zone) < instant(value, zone)
    assert name == "q"
    return value in todo["title"]


VALUES: dict[str, list[Any]] = {
    "completed": [True, False],
    "priority": [0, 1, 2, 3],
    "has_due": [True, False],
    "overdue": [True, False],
    "due_after": ["2020-02-29", "2020-02-29T12:00:00Z", "2020-02-29T12:00:01Z", "2026-01-01", "9999-12-31"],
    "due_before": ["2020-02-29", "2020-03-01", "2020-02-29T12:00:00Z", "2020-02-29T12:00:01Z", "0001-01-01"],
    "q": ["done", "open", "nowhere"],
}


@pytest.fixture
def todos(user: User, database: psycopg.Connection[Any]) -> list[Todo]:
    """One of each kind, newest first, of an owner in Tehran."""
    changes = [
        {
            "op": "create",
            "title": "done" if completed else "open",
            "completed": completed,
            "priority": priority,
            "due": due,
        }
        for completed, priority, due in itertools.product([True, False], range(4), DUES)
    ]
    assert user.post("/todos/", json={"title": "first"}).is_success
    assert user.post("/todos/bulk/", json={"changes": changes}).is_success
    live_in(database, user, TEHRAN)
    found = user.todos()
    assert len(found) == 41
    return found


def spelled(value: Any) -> str:
    """A value as a query string has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name,value", [(name, value) for name, values in VALUES.items() for value in values])
def test_filter_lets_pass_what_fits(user: User, todos: list[Todo], name: str, value: Any) -> None:
    found = user.todos(path_with("/todos/", **{name: spelled(value)}))

    assert found == [todo for todo in todos if passes(todo, TEHRAN, name, value)]


def test_filters_together_let_pass_what_fits_all(user: User, todos: list[Todo]) -> None:
    chance, sizes = random.Random(1), set()
    for _ in range(80):
        names = chance.sample(list(VALUES), chance.randrange(2, 5))
        filters = {name: chance.choice(VALUES[name]) for name in names}

        found = user.todos(path_with("/todos/", **{name: spelled(value) for name, value in filters.items()}))

        wanted = [todo for todo in todos if all(passes(todo, TEHRAN, name, value) for name, value in filters.items())]
        assert found == wanted, filters
        sizes.add(len(wanted))
    assert len(sizes) > 5


@pytest.mark.parametrize("sort", ["newest", "position", "due", "priority", "updated"])
def test_filters_work_in_every_sort(user: User, todos: list[Todo], sort: str) -> None:
    found = user.todos(path_with("/todos/", sort=sort, completed="false", due_after="2020-03-01", priority=1, limit=1))

    wanted = {
        todo["id"]
        for todo in todos
        if todo["priority"] == 1 and todo["due"] and todo["due"] > "2999" and not todo["completed"]
    }
    assert {todo["id"] for todo in found} == wanted
    assert len(found) == 2


def test_date_is_over_when_the_owners_day_is(user: User, database: psycopg.Connection[Any]) -> None:
    # Where the day begins first and where it ends last there are never the same two dates.
    day = (datetime.now(ZoneInfo("Pacific/Kiritimati")).date() - timedelta(days=1)).isoformat()
    todo = user.todo(due=day)

    for zone, overdue in [("Pacific/Kiritimati", [todo]), ("Etc/GMT+12", [])]:
        live_in(database, user, zone)
        assert user.todos("/todos/?overdue=true") == overdue
        assert user.todos("/todos/?overdue=false") == ([] if overdue else [todo])


@pytest.mark.parametrize(
    "due,zone,over",
    [
        ("2026-11-30", "UTC", "2026-12-01T00:00:00Z"),
        ("2026-12-31", "Asia/Tehran", "2026-12-31T20:30:00Z"),
        ("2024-02-28", "UTC", "2024-02-29T00:00:00Z"),
        # the days of 23 and 25 hours
        ("2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00Z"),
        # the midnight that is left out
        ("2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00:00Z"),
        ("2026-11-30T14:00:00+03:30[Asia/Tehran]", "America/New_York", "2026-11-30T10:30:00Z"),
    ],
)
def test_moment_from_which_a_todo_is_overdue(database: psycopg.Connection[Any], due: str, zone: str, over: str) -> None:
    row = database.execute(
        "select todos.overdue_from(%s, todos.due_at_of(%s), %s) = %s::timestamptz", (due, due, zone, over)
    ).fetchone()

    assert row == (True,)


def test_completed_todo_is_never_overdue(user: User) -> None:
    todo = user.todo(due="2020-01-01")
    assert user.todos("/todos/?overdue=true") == [todo]

    done = user.patch(f"/todos/{todo['id']}/", json={"completed": True}).json()

    assert user.todos("/todos/?overdue=true") == []
    assert user.todos("/todos/?overdue=false") == [done]


def test_date_of_a_filter_begins_in_the_owners_zone(user: User, database: psycopg.Connection[Any]) -> None:
    todo = user.todo(due="2026-11-30T20:30:00Z")  # midnight in Tehran, half past nine in Berlin

    live_in(database, user, TEHRAN)
    assert user.todos("/todos/?due_after=2026-12-01") == [todo]
    assert user.todos("/todos/?due_before=2026-12-01") == []
    live_in(database, user, "Europe/Berlin")
    assert user.todos("/todos/?due_after=2026-12-01") == []
    assert user.todos("/todos/?due_before=2026-12-01") == [todo]


@pytest.mark.parametrize(
    "query", ["overdue=true", "overdue=false", "due_after=2026-11-30", "due_before=2026-11-30T00:00:00Z"]
)
def test_list_that_changes_with_the_clock_has_no_etag(user: User, query: str) -> None:
    user.todo(due="2026-11-30")
    current = user.get("/todos/").headers["etag"]

    for condition in (current, "*", f"W/{current}"):
        answer = user.get(f"/todos/?{query}", headers={"If-None-Match": condition})
        assert answer.status_code == 200
        assert "etag" not in answer.headers


@pytest.mark.parametrize("name", ["overdue", "has_due"])
@pytest.mark.parametrize("value", ["TRUE", "1", "", "yes", "true,false", "null"])
def test_switch_is_true_or_false(user: User, name: str, value: str) -> None:
    answer = user.get(path_with("/todos/", **{name: value}))

    assert_problem(answer, 400, "invalid_parameter", field=name, code="type")


@pytest.mark.parametrize(
    "value,code",
    [
        ("4", "out_of_range"),
        ("-1", "out_of_range"),
        ("", "type"),
        ("high", "type"),
        ("1.0", "type"),
        (str(2**64), "type"),
    ],
)
def test_priority_is_from_0_to_3(user: User, value: str, code: str) -> None:
    answer = user.get(path_with("/todos/", priority=value))

    assert_problem(answer, 400, "invalid_parameter", field="priority", code=code)


@pytest.mark.parametrize("name", ["due_after", "due_before"])
@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "tomorrow",
        "infinity",
        "2026-11-30T10:00:00",
        "1",
        "2026-11-30T10:00:00+01:00[Nowhere]",
        "2026-11-30 ",
    ],
)
def test_bound_is_a_date_or_a_time(user: User, name: str, value: str) -> None:
    answer = user.get(path_with("/todos/", **{name: value}))

    assert_problem(answer, 400, "invalid_parameter", field=name, code="format")


@pytest.mark.parametrize("value,code", [("", "too_short"), ("x" * 256, "too_long")])
def test_searched_text_has_1_to_255_characters(user: User, value: str, code: str) -> None:
    assert_problem(user.get(path_with("/todos/", q=value)), 400, "invalid_parameter", field="q", code=code)


def test_filters_show_nothing_of_others_and_of_the_trash(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    other.todo("theirs", due="2020-01-01", priority=3)
    thrown = one.todo("thrown", due="2020-01-01", priority=3)
    one.delete(f"/todos/{thrown['id']}/")

    for query in ("priority=3", "overdue=true", "has_due=true", "q=t", "completed=false", "due_before=2021-01-01"):
        assert one.todos(f"/todos/?{query}") == [], query
