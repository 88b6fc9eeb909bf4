"""GET /todos/?q=…: what people type finds what people wrote, in any case, script form and spelling of digits."""

from __future__ import annotations

import pytest

from client import User
from description import path_with

FOUND = [
    # case
    ("Buy MILK", "buy milk"),
    ("buy milk", "MILK"),
    ("STRASSE", "strasse"),
    ("ΑΘΗΝΑ", "αθηνα"),
    ("ИВАН", "иван"),
    # diacritics, both ways, composed and decomposed
    ("café", "cafe"),
    ("cafe", "café"),
    ("cafe\u0301", "caf\u00e9"),
    ("Ärger", "arger"),
    ("naïve coöperation", "naive cooperation"),
    ("Ελλάδα", "ελλαδα"),
    ("ёлка", "елка"),
    ("елка", "ёлка"),
    ("Ёлка", "ЕЛКА"),
    ("йод", "иод"),
    ("иод", "Йод"),
    ("שָׁלוֹם", "שלום"),
    # Arabic and Persian forms of the same letters
    ("خريد كتاب", "خرید کتاب"),
    ("خرید کتاب", "خريد كتاب"),
    ("علی", "على"),
    ("على", "علی"),
    ("نامة", "نامه"),
    # short vowels, hamza above and madda, tatweel, joiners
    ("كِتَابٌ", "کتاب"),
    ("کتـــاب", "کتاب"),
    ("کتاب", "کتــاب"),
    ("می\u200cروم", "میروم"),
    ("آب", "اب"),
    # presentation forms
    ("\ufefb", "لا"),
    # digits
    ("پلاک ۱۲۳", "123"),
    ("پلاک ١٢٣", "123"),
    ("number 123", "۱۲۳"),
    ("number 123", "١٢٣"),
    ("۴۵۶", "٤٥٦"),
    # what is special elsewhere is not here
    ("100%", "100%"),
    ("a_b", "a_b"),
    ("C:\\temp", "\\temp"),
    ("[x]", "[x]"),
    ("a.*b", ".*"),
    ("O'Brien; drop table", "'brien; drop"),
    ('say "hi"', '"HI"'),
    ("emoji 🥛 here", "🥛"),
    ("full\uff21width", "fullawidth"),
    ("two  spaces", "two  spaces"),
]
NOT_FOUND = [
    ("100 percent", "100%"),
    ("axb", "a_b"),
    ("abc", "a%c"),
    ("ab", "a.b"),
    ("milk", "milks"),
    ("two  spaces", "two spaces"),
    ("buy milk", "milk buy"),
    ("x", "y"),
    ("باب", "بب"),
]


@pytest.mark.parametrize("title,query", FOUND)
def test_text_is_found(user: User, title: str, query: str) -> None:
    todo = user.todo(title)

    assert user.todos(path_with("/todos/", q=query)) == [todo]


@pytest.mark.parametrize("title,query", FOUND)
def test_text_is_found_in_the_description_too(user: User, title: str, query: str) -> None:
    todo = user.todo("a title", description=f"before {title} behind")

    assert user.todos(path_with("/todos/", q=query)) == [todo]


@pytest.mark.parametrize("title,query", NOT_FOUND)
def test_other_text_is_not_found(user: User, title: str, query: str) -> None:
    user.todo(title)

    assert user.todos(path_with("/todos/", q=query)) == []


def test_text_is_not_found_across_title_and_description(user: User) -> None:
    user.todo("abc", description="def")

    assert user.todos("/todos/?q=cd") == []
    assert len(user.todos("/todos/?q=f")) == 1


def test_change_of_the_text_changes_what_is_found(user: User) -> None:
    todo = user.todo("before")
    user.patch(f"/todos/{todo['id']}/", json={"title": "after"})

    assert user.todos("/todos/?q=before") == []
    assert len(user.todos("/todos/?q=AFTER")) == 1


def test_found_todos_come_in_pages(user: User) -> None:
    for number in range(30):
        user.todo(f"{'milk' if number % 2 else 'bread'} {number}")

    pages = user.pages("/todos/?q=MILK&limit=4")

    assert [len(page.json()) for page in pages] == [4, 4, 4, 3]
    assert all("milk" in todo["title"] for page in pages for todo in page.json())


def test_text_comes_back_as_it_was_written(user: User) -> None:
    for title, _ in FOUND:
        assert user.todo(title)["title"] == title
