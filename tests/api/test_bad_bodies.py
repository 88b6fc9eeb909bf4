"""Bodies that are no strict JSON (RFC 8259, RFC 7493), byte by byte: always 400 or 422, never stored, never a crash."""

from __future__ import annotations

from typing import Any

import pytest

from client import User
from problems import assert_problem

JSON = {"Content-Type": "application/json"}


def title(value: bytes) -> bytes:
    """A body whose title has these bytes between its quotes."""
    return b'{"title": "' + value + b'"}'


MALFORMED = {
    "truncated": b'{"title": "a"',
    "only white space": b" \n ",
    "two objects": b'{"title": "a"}{"title": "b"}',
    "trailing letter": b'{"title": "a"}x',
    "trailing NUL": b'{"title": "a"}\0',
    "leading NUL": b'\0{"title": "a"}',
    "trailing comma": b'{"title": "a",}',
    "leading comma": b'{,"title": "a"}',
    "no colon": b'{"title" "a"}',
    "no comma": b'{"title": "a" "completed": true}',
    "comma in array": b'{"title": "a", "id": [1,]}',
    "byte order mark": b'\xef\xbb\xbf{"title": "a"}',
    "UTF-16": '{"title": "a"}'.encode("utf-16"),
    "UTF-16 without mark": '{"title": "a"}'.encode("utf-16-le"),
    "UTF-32": '{"title": "a"}'.encode("utf-32"),
    "single quotes": b"{'title': 'a'}",
    "single quotes inside": b"{\"title\": 'a'}",
    "name without quotes": b'{title: "a"}',
    "line comment": b'{"title": "a"} // comment',
    "block comment": b'{/* comment */"title": "a"}',
    "hash comment": b'{"title": "a"} # comment',
    "duplicate member": b'{"title": "a", "title": "b"}',
    "duplicate member, escaped": b'{"title": "a", "t\\u0069tle": "b"}',
    "duplicate member inside": b'{"title": "a", "id": {"x": 1, "x": 2}}',
    "NaN": b'{"title": "a", "id": NaN}',
    "Infinity": b'{"title": "a", "id": Infinity}',
    "minus Infinity": b'{"title": "a", "id": -Infinity}',
    "leading zero": b'{"title": "a", "id": 01}',
    "leading plus": b'{"title": "a", "id": +1}',
    "bare minus": b'{"title": "a", "id": -}',
    "bare point": b'{"title": "a", "id": .5}',
    "trailing point": b'{"title": "a", "id": 5.}',
    "bare exponent": b'{"title": "a", "id": 1e}',
    "hexadecimal": b'{"title": "a", "id": 0x1}',
    "capital True": b'{"title": "a", "completed": True}',
    "undefined": b'{"title": undefined}',
    "half a word": b'{"title": "a", "completed": tru}',
    "unknown escape": title(rb"\x41"),
    "octal escape": title(rb"\101"),
    "escaped single quote": title(rb"\'"),
    "short unicode escape": title(rb"\u12"),
    "unicode escape without digits": title(rb"\uzzzz"),
    "string without end": b'{"title": "a}',
    "escape at the end": b'{"title": "a\\',
    "NUL escape": title(rb"a\u0000b"),
    "NUL escape in a name": b'{"title\\u0000": "a"}',
    "lone high surrogate": title(rb"\ud800"),
    "lone low surrogate": title(rb"\udc00"),
    "high surrogate twice": title(rb"\ud800\ud800"),
    "surrogates the wrong way": title(rb"\udc00\ud800"),
    "high surrogate, then text": title(rb"\ud83dx"),
    "raw line feed": title(b"a\nb"),
    "raw tab": title(b"a\tb"),
    "raw NUL": title(b"a\0b"),
    "raw escape character": title(b"a\x1bb"),
    "raw unit separator": title(b"a\x1fb"),
    "lone continuation byte": title(b"\x80"),
    "Latin-1": title(b"caf\xe9"),
    "overlong NUL": title(b"\xc0\x80"),
    "overlong slash": title(b"\xc0\xaf"),
    "overlong in three bytes": title(b"\xe0\x80\xaf"),
    "overlong in four bytes": title(b"\xf0\x80\x80\xaf"),
    "raw surrogate": title(b"\xed\xa0\x80"),
    "raw surrogate pair": title(b"\xed\xa0\xbd\xed\xb8\x80"),
    "above U+10FFFF": title(b"\xf4\x90\x80\x80"),
    "byte F5": title(b"\xf5\x80\x80\x80"),
    "byte FE": title(b"\xfe"),
    "byte FF": title(b"\xff"),
    "cut sequence": title(b"\xe2\x82"),
    "cut sequence at the end": b'{"title": "a"}\xe2',
    "100 levels of arrays": b'{"title": ' + b"[" * 100 + b"]" * 100 + b"}",
    "100 levels of objects": b'{"a":' * 100 + b"1" + b"}" * 100,
    "30000 open brackets": b'{"title": ' + b"[" * 30000,
    "30000 open braces": b'{"a":' * 10000,
    "top-level array": b'[{"title": "a"}]',
    "top-level string": b'"title"',
    "top-level null": b"null",
    "top-level number": b"1",
    "top-level true": b"true",
    "form": b"title=a&completed=true",
    "XML": b"<todo><title>a</title></todo>",
}


def send(user: User, method: str, body: bytes) -> Any:
    """The body, as a new todo or as a change of one."""
    path = "/todos/" if method == "POST" else f"/todos/{user.todo('unchanged')['id']}/"
    return user.request(method, path, content=body, headers=JSON)


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_malformed_body_is_refused_and_changes_nothing(user: User, method: str, body: bytes) -> None:
    before = user.todos()

    answer = send(user, method, body)

    problem = assert_problem(answer, 400, "malformed")
    assert problem["detail"].startswith("The body is no well-formed JSON object: ")
    assert [todo["title"] for todo in user.todos()] == [todo["title"] for todo in before] + ["unchanged"] * (
        method != "POST"
    )


@pytest.mark.parametrize("path", ["/auth/register/", "/auth/token/", "/auth/token/refresh/", "/auth/token/verify/"])
@pytest.mark.parametrize(
    "name", ["NUL escape", "lone high surrogate", "overlong NUL", "byte FF", "100 levels of arrays"]
)
def test_public_operations_refuse_malformed_bodies_too(user: User, path: str, name: str) -> None:
    answer = user.client.post(path, content=MALFORMED[name], headers=JSON)

    assert_problem(answer, 400, "malformed")


@pytest.mark.parametrize("levels", [1, 10, 14])
def test_nesting_that_is_not_deep_is_a_matter_of_the_field(user: User, levels: int) -> None:
    body = b'{"title": ' + b"[" * levels + b"]" * levels + b"}"

    assert_problem(send(user, "POST", body), 422, "invalid", field="title", code="type")


@pytest.mark.parametrize(
    "body",
    [
        b' \t\r\n{ "title" : "a" } \t\r\n',
        b'{"title": "\\u0061"}',
        b'{"\\u0074itle": "a"}',
        b'{"title": "a", "id": 18446744073709551616}',
        b'{"title": "a", "id": -0.0e-10}',
        b'{"title": "a", "id": {"nested": [1, {"deeper": null}]}}',
    ],
    ids=[
        "white space",
        "escape",
        "escape in the name",
        "huge number",
        "small number",
        "read-only fields hold anything",
    ],
)
def test_unusual_but_correct_json_is_accepted(user: User, body: bytes) -> None:
    answer = send(user, "POST", body)

    assert answer.status_code == 201, answer.text
    assert answer.json()["title"] == "a"


def test_largest_body_is_accepted_and_one_byte_more_is_not(user: User) -> None:
    limit = 65536
    body = b'{"title": "a"}'

    accepted = send(user, "POST", body + b" " * (limit - len(body)))
    refused = send(user, "POST", body + b" " * (limit - len(body) + 1))

    assert accepted.status_code == 201
    assert_problem(refused, 413, "too_large", detail=str(limit))
