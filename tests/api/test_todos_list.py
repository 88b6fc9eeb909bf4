"""GET /todos/: newest first, in pages that Link names, filtered, with an ETag; and what its query string may not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest

from client import User, next_link
from description import path_with
from problems import assert_problem
from tokens import base64url

NO_NUMBERS = [
    "",
    "abc",
    "1.5",
    "1e1",
    "0x1",
    "+1",
    " 1",
    "1 ",
    "1;",
    "null",
    "true",
    "\u0661",
    "1,2",
    str(2**63),
    str(2**64),
    "9" * 100,
]


def titles(todos: list[dict[str, Any]]) -> list[str]:
    """The titles of a list."""
    return [todo["title"] for todo in todos]


def cursor(text: str | bytes) -> str:
    """Base64url, as cursors are written."""
    return base64url(text.encode() if isinstance(text, str) else text)


def test_new_user_has_an_empty_list(user: User) -> None:
    answer = user.get("/todos/")

    assert (answer.status_code, answer.json()) == (200, [])
    assert answer.headers["etag"] == '"0"'
    assert next_link(answer) == ""


def test_pages_together_are_the_whole_list(user: User) -> None:
    made = [user.todo(f"number {number}") for number in range(25)]

    pages = user.pages("/todos/?limit=7")

    assert [len(page.json()) for page in pages] == [7, 7, 7, 4]
    assert [todo for page in pages for todo in page.json()] == made[::-1] == user.todos()


def test_page_that_ends_with_the_list_has_no_link(user: User) -> None:
    for number in range(14):
        user.todo(f"number {number}")

    assert [len(page.json()) for page in user.pages("/todos/?limit=7")] == [7, 7]
    assert next_link(user.get("/todos/?limit=14")) == ""
    assert next_link(user.get("/todos/?limit=13")) != ""


def test_pages_are_stable_while_todos_come_and_go(user: User) -> None:
    made = [user.todo(f"number {number}") for number in range(10)]
    first = user.get("/todos/?limit=4")

    user.todo("came later")
    user.delete(f"/todos/{made[9]['id']}/")
    user.delete(f"/todos/{made[5]['id']}/")

    rest = user.todos(next_link(first))
    assert titles(first.json()) == [f"number {n}" for n in (9, 8, 7, 6)]
    assert titles(rest) == [f"number {n}" for n in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("prefix", ["/todos", "/todos/", "/tasks", "/tasks/"])
def test_link_keeps_filter_and_limit(user: User, prefix: str) -> None:
    for number in range(12):
        user.todo(f"number {number}", completed=number % 2 == 0)

    pages = user.pages(f"{prefix}?completed=true&limit=4")

    assert [titles(page.json()) for page in pages] == [
        ["number 10", "number 8", "number 6", "number 4"],
        ["number 2", "number 0"],
    ]
    assert "completed=true" in next_link(pages[0]) and "limit=4" in next_link(pages[0])


def test_link_keeps_parameters_that_were_escaped(user: User) -> None:
    for number in range(3):
        user.todo(f"number {number}")

    pages = user.pages("/todos/?%6cimit=1&completed=%66alse")

    assert [titles(page.json()) for page in pages] == [["number 2"], ["number 1"], ["number 0"]]


@pytest.mark.parametrize("value,expected", [("true", ["done"]), ("false", ["open"])])
def test_list_is_filtered_by_completed(user: User, value: str, expected: list[str]) -> None:
    user.todo("open")
    user.todo("done", completed=True)

    assert titles(user.todos(f"/todos/?completed={value}")) == expected


def test_list_leaves_the_trash_out(user: User) -> None:
    kept, thrown = user.todo("kept"), user.todo("thrown")
    user.delete(f"/todos/{thrown['id']}/")

    assert user.todos() == [kept]


def test_list_holds_nothing_of_others(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    mine = one.todo("mine")
    theirs = other.todo("theirs")

    assert (one.todos(), other.todos()) == ([mine], [theirs])


def test_cursor_of_another_user_shows_only_ones_own(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    mine = one.todo("mine")
    for number in range(3):
        other.todo(f"number {number}")
    link = next_link(other.get("/todos/?limit=1"))

    assert one.todos(link) == [mine]


def test_without_a_limit_a_thousand_come(user: User, database: psycopg.Connection[Any]) -> None:
    user.todo("first")
    database.execute(
        "insert into todos.todo (user_id, version, title, position)"
        " select user_id, seq + n, 'number ' || n, todos.position_at(seq + n) from todos.owner, generate_series(1, 1004) as n where user_id = %s",
        (user.account.user_id,),
    )
    database.execute("update todos.owner set seq = seq + 1004 where user_id = %s", (user.account.user_id,))

    pages = user.pages("/todos/")

    assert [len(page.json()) for page in pages] == [1000, 5]
    assert [len(page.json()) for page in user.pages("/todos/?limit=1000")] == [1000, 5]
    assert [len(page.json()) for page in user.pages("/todos/changes/")] == [1000, 5]


@pytest.mark.parametrize("value", NO_NUMBERS, ids=ascii)
@pytest.mark.parametrize(
    "path,name", [("/todos/", "limit"), ("/todos/changes/", "limit"), ("/todos/changes/", "since")]
)
def test_parameter_that_is_no_number_is_named(user: User, path: str, name: str, value: str) -> None:
    answer = user.get(path_with(path, **{name: value}))

    assert_problem(answer, 400, "invalid_parameter", field=name, code="type")


@pytest.mark.parametrize("value", [0, -1, 1001, 2**31, 2**63 - 1, -(2**63)])
@pytest.mark.parametrize("path", ["/todos/", "/todos/changes/"])
def test_limit_is_from_1_to_1000(user: User, path: str, value: int) -> None:
    answer = user.get(f"{path}?limit={value}")

    assert_problem(answer, 400, "invalid_parameter", field="limit", code="out_of_range")


@pytest.mark.parametrize("limit", [1, 1000])
def test_limits_of_limit_are_accepted(user: User, limit: int) -> None:
    assert user.get(f"/todos/?limit={limit}").status_code == 200
    assert user.get(f"/todos/changes/?limit={limit}").status_code == 200


@pytest.mark.parametrize("value", ["TRUE", "True", "1", "0", "yes", "", "t", "null", "true ", "true,false"])
def test_completed_is_true_or_false(user: User, value: str) -> None:
    answer = user.get(path_with("/todos/", completed=value))

    assert_problem(answer, 400, "invalid_parameter", field="completed", code="type")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "7",
        "====",
        cursor("7"),
        cursor("1:7"),
        cursor("n7"),
        cursor("n:"),
        cursor("nx:"),
        cursor("n-7:"),
        cursor("n7 :"),
        cursor("n 7:"),
        cursor("n7:\0"),
        cursor("n7:A"),
        cursor("n7:a b"),
        cursor("n7:a:b"),
        cursor("n7:'"),
        cursor("N7:"),
        cursor(f"n{2**63}:"),
        cursor("n" + "9" * 40 + ":"),
        cursor("n7:" + "a" * 300),
        cursor(b"\xff\xfe\xfd"),
        cursor("n7:") + "=",
        cursor("n7:")[:-1],
        cursor("n7:") + " ",
        cursor("d7:0"),
        cursor("t7:7"),
        "x" * 5000,
    ],
    ids=ascii,
)
def test_cursor_that_is_not_ours_is_refused(user: User, value: str) -> None:
    assert_problem(
        user.get(path_with("/todos/", cursor=value)), 400, "invalid_parameter", field="cursor", code="format"
    )


@pytest.mark.parametrize(
    "query", ["limit=1&limit=1", "limit=1&limit=2", "limit=1&l%69mit=2", "completed=true&completed=false"]
)
def test_parameter_twice_is_refused(user: User, query: str) -> None:
    assert_problem(user.get(f"/todos/?{query}"), 400, "malformed", detail="twice")


@pytest.mark.parametrize("name", ["since", "offset", "page", "Limit", "LIMIT", "Sort", "user_id", "limit[]", "عدد"])
def test_unknown_parameter_is_named(user: User, name: str) -> None:
    answer = user.get("/todos/", params={name: "1"})

    assert_problem(answer, 400, "invalid_parameter", field=name, code="unknown")


def test_every_bad_parameter_is_named_at_once(user: User) -> None:
    problem = assert_problem(user.get("/todos/?limit=0&completed=x&cursor=x&y=1"), 400, "invalid_parameter")

    found = {(mistake["field"], mistake["code"]) for mistake in problem["errors"]}
    assert found == {("limit", "out_of_range"), ("completed", "type"), ("cursor", "format"), ("y", "unknown")}


def test_empty_query_string_is_none(user: User) -> None:
    assert user.get("/todos/?").status_code == 200
    assert user.get("/auth/profile/?").status_code == 200
    assert user.get("/todos/?&&limit=1&").status_code == 200


def etag(answer: httpx.Response) -> str:
    """The answer's ETag."""
    return str(answer.headers["etag"])


def test_every_change_gives_the_list_another_etag(user: User) -> None:
    seen = [etag(user.get("/todos/"))]
    todo = user.todo()
    path = f"/todos/{todo['id']}/"
    for method, address, body in [
        ("PATCH", path, {"completed": True}),
        ("PUT", path, {"title": "b"}),
        ("DELETE", path, None),
        ("POST", f"{path}restore/", None),
    ]:
        seen.append(etag(user.get("/todos/")))
        assert user.request(method, address, json=body).is_success
    seen.append(etag(user.get("/todos/")))

    assert len(set(seen)) == len(seen) == 6


@pytest.mark.parametrize(
    "path", ["/todos/", "/todos/?limit=1", "/todos/?completed=true", "/todos/changes/", "/todos/changes/?since=1"]
)
def test_current_list_is_not_sent_again(user: User, path: str) -> None:
    user.todo()
    user.todo()
    current = etag(user.get(path))

    for value in (current, f"W/{current}", f'"x", {current}', f'{current}, "x"', f'"x",W/{current},"y"', "*"):
        answer = user.get(path, headers={"If-None-Match": value})
        assert (answer.status_code, answer.content) == (304, b""), value
        assert answer.headers["etag"] == current


@pytest.mark.parametrize(
    "value", ['"x"', '"1"', "2", '"2', "'2'", '"02x"', "W/2", '""', '"-2"', '"2 "', '"99999999999999999999"', "**"]
)
def test_other_etags_get_the_list(user: User, value: str) -> None:
    user.todo()
    user.todo()
    assert etag(user.get("/todos/")) == '"2"'

    answer = user.get("/todos/", headers={"If-None-Match": value})

    assert (answer.status_code, len(answer.json())) == (200, 2)


def test_etag_of_another_user_is_worth_nothing_by_itself(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    one.todo()
    other.todo()
    other.todo()

    answer = one.get("/todos/", headers={"If-None-Match": etag(other.get("/todos/"))})

    assert answer.status_code == 200
