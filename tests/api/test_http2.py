"""HTTP/2 without TLS, with prior knowledge: bodies of every size arrive whole, one after another and on many streams at once.
(Debian's curl 7.88.1 cannot use such a connection twice, and httpx sends on streams that were refused: h2load does neither.)"""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from client import Client, User
from problems import assert_problem
from stack import Stack

TIMES = 100
# How many streams the web server lets run on a connection.
STREAMS = 8
# Longer than any of these tests takes.
PATIENCE = 50


@dataclass(frozen=True)
class Post:
    """A body for POST /todos/ and what it must be answered with."""

    name: str
    body: bytes
    status: int
    word: str = ""


def described(size: int) -> bytes:
    """A body of so many bytes, most of them its description."""
    empty = b'{"title":"x","description":""}'
    return empty.replace(b'""', b'"%b"' % (b"x" * (size - len(empty))))


POSTS = [
    Post("0 bytes", b"", 400, "malformed"),
    Post("1 byte", b"{", 400, "malformed"),
    Post("10,000 bytes", described(10_000), 201),
    Post("60,000 bytes of which too many are the description", described(60_000), 422, "invalid"),
    Post("60,000 bytes, most of them white space", b'{"title":"x"' + b" " * 59_987 + b"}", 201),
    Post("70,000 bytes", described(70_000), 413, "too_large"),
]
each_post = pytest.mark.parametrize("post", POSTS, ids=lambda post: post.name)


def headers(user: User) -> dict[str, str]:
    """The headers of a POST."""
    return {"Authorization": f"Bearer {user.account.access}", "Content-Type": "application/json"}


def check(client: Client, post: Post, answer: httpx.Response) -> None:
    """The answer is the right one, over HTTP/2, and what the API's description says."""
    assert answer.http_version == "HTTP/2"
    client.check(answer)
    if post.word:
        assert_problem(answer, post.status, post.word)
    else:
        assert answer.status_code == post.status, answer.text
        assert len(answer.json()["description"]) == len(json.loads(post.body).get("description", ""))


def connection_of(answer: httpx.Response) -> object:
    """The client's end of the connection."""
    return answer.extensions["network_stream"].get_extra_info("client_addr")


@pytest.fixture
def http2(stack: Stack, client: Client) -> Iterator[httpx.Client]:
    """A client that speaks only HTTP/2."""
    hooks = {"response": [client.check]}
    with httpx.Client(base_url=stack.url, http1=False, http2=True, timeout=10, event_hooks=hooks) as http:
        yield http


@each_post
def test_100_posts_one_after_another(client: Client, user: User, http2: httpx.Client, post: Post) -> None:
    answers = [http2.post("/todos/", content=post.body, headers=headers(user)) for _ in range(TIMES)]

    for answer in answers:
        check(client, post, answer)
    assert len({connection_of(answer) for answer in answers}) == 1
    assert len(user.todos()) == (TIMES if post.status == 201 else 0)


def load(user: User, post: Post, folder: Path, streams: int, connections: int = 1) -> Counter[int]:
    """The statuses of TIMES POSTs of h2load at once; -1 is a stream that was refused or cut."""
    log, body = folder / "log", folder / "body"
    body.write_bytes(post.body)
    log.unlink(missing_ok=True)
    command = ["h2load", "-n", str(TIMES), "-c", str(connections), "-m", str(streams), "--log-file", str(log)]
    for name, value in headers(user).items():
        command += ["-H", f"{name}: {value}"]
    command += ["-d", str(body)] if post.body else ["-H", ":method: POST", "-H", "content-length: 0"]
    sent = subprocess.run(
        [*command, f"{user.client.url}/todos/"], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert sent.returncode == 0, sent.stderr
    return Counter(int(line.split("\t")[1]) for line in log.read_text().splitlines())


@each_post
@pytest.mark.parametrize("connections", [1, 4])
def test_100_posts_on_parallel_streams(user: User, tmp_path: Path, post: Post, connections: int) -> None:
    assert load(user, post, tmp_path, STREAMS, connections) == {post.status: TIMES}

    assert len(user.todos()) == (TIMES if post.status == 201 else 0)


def test_refused_stream_has_done_nothing(user: User, tmp_path: Path) -> None:
    statuses = load(user, POSTS[2], tmp_path, 50)

    # h2load sends its first 50 before it knows how many may run; it may send those again that are refused, and does not.
    assert set(statuses) <= {201, -1}
    assert statuses[201] == len(user.todos()) >= TIMES - 50 + STREAMS


def test_todo_is_read_changed_and_deleted(user: User, http2: httpx.Client) -> None:
    http2.headers.update(headers(user))
    made = http2.post("/todos/", json={"title": "x"})
    address = made.headers["location"]

    listed = http2.get("/todos/")
    unchanged = http2.get("/todos/", headers={"If-None-Match": listed.headers["etag"]})
    head = http2.head(address)
    patched = http2.patch(address, json={"title": "y"}, headers={"If-Match": made.headers["etag"]})
    stale = http2.patch(address, json={"title": "z"}, headers={"If-Match": made.headers["etag"]})
    deleted = http2.delete(address)

    assert listed.json() == [made.json()]
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", made.headers["etag"])
    assert (patched.status_code, patched.json()["title"]) == (200, "y")
    assert_problem(stale, 412)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert user.todos() == []
    assert made.http_version == deleted.http_version == "HTTP/2"


@pytest.mark.parametrize(
    "method,path,status",
    [
        ("PUT", "/todos/", 405),
        ("TRACE", "/todos/", 405),
        ("POST", "/healthz", 405),
        ("OPTIONS", "/todos/", 204),
        ("GET", "/todos/", 401),
        ("GET", "/nonexistent", 404),
        ("GET", "/todos/%2e%2e/", 400),
    ],
)
def test_refused_request_leaves_the_connection_in_order(
    http2: httpx.Client, method: str, path: str, status: int
) -> None:
    before = http2.get("/healthz")
    refused = http2.request(method, path, content=b"{}" if method in ("PUT", "POST") else None)
    after = http2.get("/healthz")

    assert refused.status_code == status, refused.text
    if status >= 400:
        assert_problem(refused, status)
    assert before.text == after.text == "ok\n"


@pytest.mark.parametrize(
    "method,path", [("FOO", "/todos/"), ("GET", "/todos/?x=" + "x" * 20_000)], ids=["method", "long"]
)
def test_request_that_is_not_read_to_its_end_ends_the_connection(stack: Stack, method: str, path: str) -> None:
    statuses = set()
    for _ in range(3):
        # The web server skips the headers, so that both sides no longer compress alike: sooner or later it says so (GOAWAY).
        client = httpx.Client(base_url=stack.url, http1=False, http2=True, timeout=10)
        with contextlib.suppress(httpx.RemoteProtocolError), client as http:
            statuses.add(http.request(method, path).status_code)
            http.get("/healthz")
        with httpx.Client(base_url=stack.url, http1=False, http2=True, timeout=10) as http:
            assert http.get("/healthz").text == "ok\n"

    assert statuses <= {431, 501}
