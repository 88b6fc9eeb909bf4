"""Text is stored as it was sent, in every script, and means nothing to any layer below."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from client import User

TEXTS = {
    "SQL": "'; drop table todos.todo; --",
    "SQL comment": "/* x */ -- y",
    "dollar quotes": "$$ $1 $tag$ $2",
    "backslashes": r"\ \\ \n \u0041 \x00 \'",
    "format": "%s %d %n %lld {} {0} ${x} %(x)s",
    "quotes": "\"double\" 'single' `back`",
    "HTML": "<script>alert(1)</script> &amp; &#0;",
    "JSON": '{"title": null}',
    "path": "../../etc/passwd",
    "shell": "$(id) `id` ; id | id & id",
    "array": "{1,2,NULL}",
    "words": "null",
    "true": "true",
    "number": "0123",
    "infinity": "infinity",
    "Persian": "خرید نان و پنیر",
    "Persian with ZWNJ": "می\u200cخواهم",
    "Persian digits": "۱۲۳۴",
    "Arabic": "اشتر الخبز",
    "Hebrew with marks": "שָׁלוֹם",
    "right-to-left marks": "\u200fabc\u200e \u202bdef\u202c \u2067ghi\u2069",
    "emoji": "🍞🧀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "beyond the BMP": "𝕿𝖆𝖘𝖐 𠀋",
    "combining, composed": "é",
    "combining, decomposed": "e\u0301",
    "many combining marks": "Z\u0351\u036b\u0343\u036a\u0302\u036b",
    "Hangul syllable and jamo": "한 \u1112\u1161\u11ab",
    "ligature": "ﬁ",
    "byte order mark": "\ufeffx",
    "noncharacters": "\ufdd0 \ufffe \uffff \U0010ffff",
    "private use": "\ue000",
    "replacement": "\ufffd",
    "soft hyphen": "a\u00adb",
    "outer spaces": "  two spaces around  ",
}


def stored(database: psycopg.Connection[Any], todo: dict[str, Any]) -> tuple[Any, ...]:
    """Title and description as the table has them."""
    row = database.execute("select title, description from todos.todo where id = %s", (todo["id"],)).fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text_is_stored_and_answered_verbatim(user: User, database: psycopg.Connection[Any], text: str) -> None:
    todo = user.todo(text, description=text + "\n" + text)

    read = user.get(f"/todos/{todo['id']}/").json()

    assert stored(database, todo) == (text, text + "\n" + text)
    assert (read["title"], read["description"]) == (text, text + "\n" + text)
    assert user.todos() == [read]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_escaped_text_is_the_same_text(user: User, text: str) -> None:
    escaped = "".join(f"\\u{unit:04x}" for unit in memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"))

    answer = user.post("/todos/", content=f'{{"title": "{escaped}"}}', headers={"Content-Type": "application/json"})

    assert answer.status_code == 201, answer.text
    assert answer.json()["title"] == text


def test_every_control_character_of_a_description_comes_back(user: User) -> None:
    text = "".join(chr(code) for code in [*range(1, 0x20), 0x7F, *range(0x80, 0xA0)])

    todo = user.todo(description=text)

    assert todo["description"] == text
    assert user.get(f"/todos/{todo['id']}/").json()["description"] == text


def test_every_code_point_of_the_bmp_comes_back(user: User, database: psycopg.Connection[Any]) -> None:
    points = [code for code in range(1, 0x10000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(points), 5000):
        text = "".join(map(chr, points[start : start + 5000]))

        todo = user.todo(description=text)

        assert todo["description"] == text
        assert stored(database, todo)[1] == text


def test_answers_are_utf_8_without_needless_escapes(user: User) -> None:
    made = user.post("/todos/", json={"title": "خرید 🍞"})

    assert "خرید 🍞".encode() in made.content
    assert json.loads(made.content)["title"] == "خرید 🍞"
