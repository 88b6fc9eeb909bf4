"""HTTP that is cut, doubled, folded, forged or too big: one clean answer each, never a hang, never two readings of one request."""

from __future__ import annotations

import json
import socket

import httpx
import pytest

from client import User
from operations import CALLS, Call, each
from problems import assert_problem
from raw_http import RawClient, bearer
from stack import Stack
from waiting import eventually

JSON = "Content-Type: application/json"
BODY = b'{"title":"x"}'
CHUNKED = b"d\r\n" + BODY + b"\r\n0\r\n\r\n"


def ids(value: object) -> str:
    """A short name of a case."""
    return ascii(value)[:40]


@pytest.mark.parametrize(
    "length",
    ["-1", "-13", "+13", "abc", "1e1", "0x0d", "13, 13", "13,12", "13;", "1 3", "9223372036854775808", "9" * 30],
    ids=ids,
)
def test_content_length_that_is_no_number_is_refused(raw: RawClient, user: User, length: str) -> None:
    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, f"Content-Length: {length}", body=BODY)

    assert_problem(answer, 400)
    assert user.todos() == []


def test_body_longer_than_its_length_is_cut(raw: RawClient, user: User) -> None:
    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, "Content-Length: 12", body=BODY)

    assert_problem(answer, 400, "malformed")
    assert user.todos() == []


def test_what_follows_the_body_is_no_part_of_it(raw: RawClient, user: User) -> None:
    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, "Content-Length: 13", body=BODY + b"XX")

    assert answer.status_code == 201
    assert [todo["title"] for todo in user.todos()] == ["x"]


@pytest.mark.parametrize("second", ["13", "12", "0"])
def test_two_content_lengths_are_refused(raw: RawClient, user: User, second: str) -> None:
    lengths = ("Content-Length: 13", f"Content-Length: {second}")

    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, *lengths, body=BODY)

    assert_problem(answer, 400)


@each([call for call in CALLS if call.method == "POST"])
@pytest.mark.parametrize("lines", [[], ["Content-Length:"]], ids=["absent", "empty"])
def test_post_without_a_length_is_refused(raw: RawClient, user: User, call: Call, lines: list[str]) -> None:
    answer = raw.request("POST", call.address(user), bearer(user.account.access), JSON, *lines, body=BODY)

    assert_problem(answer, 411, detail="Content-Length")


@pytest.mark.parametrize("size", [1048577, 100_000_000, 2**62])
def test_huge_body_is_refused_before_it_is_sent(raw: RawClient, user: User, size: int) -> None:
    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, f"Content-Length: {size}", body=BODY)

    assert_problem(answer, 413)


def test_huge_body_in_chunks_is_refused(raw: RawClient, user: User) -> None:
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    lines = (bearer(user.account.access), JSON, "Transfer-Encoding: chunked")

    assert_problem(raw.request("POST", "/todos/", *lines, body=chunk * 32 + b"0\r\n\r\n"), 413)
    assert_problem(raw.request("POST", "/todos/", *lines, body=chunk * 2 + b"0\r\n\r\n"), 413, "too_large")


@pytest.mark.parametrize("coding", ["chunked", "CHUNKED"])
def test_body_in_chunks_is_read(raw: RawClient, user: User, coding: str) -> None:
    lines = (bearer(user.account.access), JSON, f"Transfer-Encoding: {coding}")

    one = raw.request("POST", "/todos/", *lines, body=CHUNKED)
    many = raw.request(
        "POST", "/todos/", *lines, body=b"".join(b"1;x=y\r\n%c\r\n" % byte for byte in BODY) + b"0\r\n\r\n"
    )

    assert (one.status_code, many.status_code) == (201, 201)
    assert [todo["title"] for todo in user.todos()] == ["x", "x"]


@pytest.mark.parametrize(
    "lines,body,version",
    [
        (["Transfer-Encoding: chunked", "Content-Length: 13"], CHUNKED, "HTTP/1.1"),
        (["Content-Length: 13", "Transfer-Encoding: chunked"], CHUNKED, "HTTP/1.1"),
        (["Transfer-Encoding: chunked"], b"zz\r\n" + CHUNKED, "HTTP/1.1"),
        (["Transfer-Encoding: chunked"], b"-1\r\n" + CHUNKED, "HTTP/1.1"),
        (["Transfer-Encoding: chunked"], b"ffffffffffffffff1\r\n" + CHUNKED, "HTTP/1.1"),
        (["Transfer-Encoding: chunked"], b"d\r\n" + BODY + b"XX0\r\n\r\n", "HTTP/1.1"),
        (["Transfer-Encoding: chunked"], CHUNKED, "HTTP/1.0"),
        (["Transfer-Encoding : chunked"], CHUNKED, "HTTP/1.1"),
    ],
    ids=["with length", "after length", "no number", "negative", "too big", "wrong end", "HTTP/1.0", "space"],
)
def test_ambiguous_chunks_are_refused(raw: RawClient, user: User, lines: list[str], body: bytes, version: str) -> None:
    answer = raw.request("POST", "/todos/", bearer(user.account.access), JSON, *lines, body=body, version=version)

    assert_problem(answer, 400)
    assert user.todos() == []


@pytest.mark.parametrize(
    "coding", ["gzip", "gzip, chunked", "chunked, gzip", "chunked, chunked", "identity", "xchunked"]
)
def test_other_transfer_codings_are_refused(raw: RawClient, user: User, coding: str) -> None:
    lines = (bearer(user.account.access), JSON, f"Transfer-Encoding: {coding}")

    assert_problem(raw.request("POST", "/todos/", *lines, body=CHUNKED), 501)


def test_request_hidden_in_a_body_is_not_answered(stack: Stack, raw: RawClient, user: User) -> None:
    hidden = f"DELETE /auth/profile/ HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\n\r\n".encode()
    head = f"POST /todos/ HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\n{JSON}\r\n"
    for framing in (
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
    ):
        raw.send(f"{head}{framing}\r\n\r\n".encode() + b"0\r\n\r\n" + hidden)

    assert user.get("/auth/profile/").status_code == 200


def test_expected_continue_is_answered(user: User) -> None:
    answer = user.post("/todos/", json={"title": "x"}, headers={"Expect": "100-continue"})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "version,status",
    [
        ("HTTP/0.9", 505),
        ("HTTP/1.2", 505),
        ("HTTP/2.0", 505),
        ("HTTP/3.0", 505),
        ("http/1.1", 400),
        ("HTTPS/1.1", 400),
        ("HTTP/1.1x", 400),
        ("", 400),
    ],
)
def test_other_protocol_versions_are_refused(raw: RawClient, version: str, status: int) -> None:
    assert_problem(raw.request("GET", "/todos/", version=version), status)


def test_http_1_0_is_answered(raw: RawClient, user: User) -> None:
    answer = raw.request("GET", "/todos/", bearer(user.account.access), version="HTTP/1.0")

    assert (answer.status_code, answer.content) == (200, b"[]")


def test_http_2_is_answered(stack: Stack, user: User) -> None:
    with httpx.Client(base_url=stack.url, http1=False, http2=True, timeout=10) as client:
        headers = {"Authorization": f"Bearer {user.account.access}"}
        made = [client.post("/todos/", json={"title": f"number {n}"}, headers=headers) for n in range(20)]
        read = client.get("/todos/", headers=headers)

    assert {(answer.http_version, answer.status_code) for answer in made} == {("HTTP/2", 201)}
    assert read.json() == [answer.json() for answer in made[::-1]]


@pytest.mark.parametrize(
    "data",
    [
        b"GET /todos/\r\n\r\n",
        b"hello\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"GET /todos/ HTTP/1.1\nHost: x\n\n",
        b"GET /todos/ HTTP/1.1\rHost: x\r\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /todos/ HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET /todos/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        bytes(range(256)) + b"\r\n\r\n",
    ],
    ids=["HTTP/0.9", "no request", "empty lines", "bare LF", "bare CR", "TLS", "no host", "two hosts", "every byte"],
)
def test_what_is_no_request_is_refused(raw: RawClient, data: bytes) -> None:
    answer = raw.send(data)

    assert answer is not None
    assert_problem(answer, 400)


@pytest.mark.parametrize("data", [b"", b"GET", b"GET /todos/ HTTP/1.1\r\nHos"], ids=ids)
def test_client_that_goes_away_disturbs_nobody(raw: RawClient, user: User, data: bytes) -> None:
    assert raw.send(data, half_close=True) is None

    assert user.get("/todos/").status_code == 200


@pytest.mark.parametrize(
    "host", ["", "a b", "a/b", "a:b", "a:99999999", "[::1", "..", "-a", "user@host", "a\x01", "a,b"], ids=ids
)
def test_malformed_host_is_refused(raw: RawClient, host: str) -> None:
    assert_problem(raw.request("GET", "/todos/", f"Host: {host}"), 400)


@pytest.mark.parametrize(
    "line",
    [
        b"No colon",
        b"Bad Name: x",
        b": x",
        b"X\x01Y: x",
        b"X : x",
        b"X: \x01",
        b"X: a\0b",
        b"X: \x7f",
        b"X(: x",
        b"\x80: x",
    ],
    ids=ids,
)
def test_malformed_header_line_is_refused(raw: RawClient, user: User, line: bytes) -> None:
    assert_problem(raw.request("GET", "/todos/", bearer(user.account.access), line), 400)


def test_200_headers_are_read(raw: RawClient, user: User) -> None:
    lines = [f"X-Header-{number}: value" for number in range(200)]

    assert raw.request("GET", "/todos/", bearer(user.account.access), *lines).status_code == 200


@pytest.mark.parametrize("lines", [["X: " + "x" * 65536], [f"X-{n}: value" for n in range(2000)]], ids=["long", "many"])
def test_64_kilobytes_of_headers_are_refused(raw: RawClient, lines: list[str]) -> None:
    assert_problem(raw.request("GET", "/todos/", *lines), 431)


@pytest.mark.parametrize(
    "target", ["/todos/" + "1" * 20000, "/todos/?limit=" + "1" * 20000, "/" + "x" * 20000], ids=ids
)
def test_request_line_of_20_kilobytes_is_refused(raw: RawClient, target: str) -> None:
    assert_problem(raw.request("GET", target), 431)


def test_connection_is_kept_for_many_requests(stack: Stack, user: User) -> None:
    request = f"GET /todos/ HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\n\r\n".encode()
    with socket.create_connection((stack.host, stack.port), timeout=10) as connection:
        for _ in range(20):
            connection.sendall(request)
            answer = connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"\r\n\r\n[]")


def test_refused_request_leaves_the_connection_in_order(user: User) -> None:
    with httpx.Client(base_url=user.client.url, timeout=10) as client:
        headers = {"Authorization": f"Bearer {user.account.access}", "Content-Type": "application/json"}
        for number in range(5):
            refused = client.post("/todos/", content=b" " * 70000, headers=headers)
            accepted = client.post("/todos/", content=json.dumps({"title": str(number)}), headers=headers)
            assert (refused.status_code, accepted.status_code) == (413, 201)


def test_pipelined_requests_are_answered_in_order(stack: Stack, user: User) -> None:
    made = [user.todo(f"number {number}") for number in range(5)]
    requests = [f"GET /todos/{todo['id']}/ HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\n" for todo in made]
    requests[-1] += "Connection: close\r\n"
    with socket.create_connection((stack.host, stack.port), timeout=10) as connection:
        connection.sendall("".join(request + "\r\n" for request in requests).encode())
        received = b"".join(iter(lambda: connection.recv(65536), b""))

    assert [json.loads(part.split(b"HTTP/1.1")[0]) for part in received.split(b"\r\n\r\n")[1:]] == made


@pytest.mark.parametrize("ranges", ["bytes=0-0", "bytes=1-", "bytes=1000-", "bytes=-1", "bytes=0-0,1-1"])
def test_range_of_json_is_not_cut(user: User, ranges: str) -> None:
    answer = user.get("/todos/", headers={"Range": ranges})

    assert (answer.status_code, answer.content) == (200, b"[]")
    assert "accept-ranges" not in answer.headers


def test_answers_are_not_compressed(user: User) -> None:
    user.todo(description="x" * 10000)

    answer = user.get("/todos/", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})

    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content) > 10000


def test_client_that_leaves_during_its_write_has_written(stack: Stack, user: User) -> None:
    body = b'{"title":"nobody waits"}'
    head = f"POST /todos/ HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\n{JSON}\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection((stack.host, stack.port), timeout=10) as connection:
        connection.sendall(head.encode() + b"\r\n" + body)

    written = eventually(user.todos, "it is written")

    assert [todo["title"] for todo in written] == ["nobody waits"]
