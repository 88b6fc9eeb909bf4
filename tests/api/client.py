"""The HTTP client of the tests: every answer that passes through it is held against the API's description."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx

from accounts import Account
from description import Description
from problems import problem_of

# Longer than any answer takes; one that does not come is a failure.
TIMEOUT = 10


class Client:
    """Anybody's requests, from any thread."""

    def __init__(self, url: str, description: Description) -> None:
        self.url = url
        self.description = description
        # The words that ended the types of problems.
        self.problems: set[str] = set()
        # Kept connections that are free; httpx shares a pool badly among threads, so each request has one to itself.
        self.free: list[httpx.Client] = []

    @contextlib.contextmanager
    def connection(self) -> Iterator[httpx.Client]:
        """A connection of one's own; one on which something went wrong is not kept."""
        try:
            connection = self.free.pop()
        except IndexError:
            hooks = {"response": [self.check]}
            connection = httpx.Client(base_url=self.url, timeout=TIMEOUT, verify=False, event_hooks=hooks)
            # A test that wants to send a cookie says so.
            connection.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self.free.append(connection)

    def check(self, response: httpx.Response) -> None:
        """What is true of every answer."""
        response.read()
        request = response.request
        assert response.status_code not in (500, 502, 504), f"{response.status_code}: {response.content[:500]!r}"
        if response.status_code >= 400 and request.method != "HEAD" and request.url.path != "/readyz":
            self.problems.add(problem_of(response)["type"].partition("#")[2])
        target = request.url.raw_path.decode()
        self.description.check(request.method, target, response.status_code, response.headers, response.content)
        if response.is_success:
            self.description.check_accepted(request.method, target, request.read())

    def request(self, method: str, path: str, *, token: str = "", **options: Any) -> httpx.Response:
        """Sends a request; options as httpx takes them."""
        headers = dict(options.pop("headers", None) or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        with self.connection() as connection:
            return connection.request(method, path, headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **options)

    def close(self) -> None:
        """Closes the connections."""
        for connection in self.free:
            connection.close()


class User:
    """An account that sends requests."""

    def __init__(self, client: Client, account: Account) -> None:
        self.client = client
        self.account = account

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Sends a request with the account's access token."""
        return self.client.request(method, path, **{"token": self.account.access} | options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> httpx.Response:
        """PUT."""
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        """PATCH."""
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        """DELETE."""
        return self.request("DELETE", path, **options)

    def todo(self, title: str = "a todo", **fields: Any) -> dict[str, Any]:
        """Creates a todo and returns it."""
        made = self.post("/todos/", json={"title": title} | fields)
        assert made.status_code == 201, made.text
        todo: dict[str, Any] = made.json()
        return todo

    def api_token(self, **fields: Any) -> dict[str, Any]:
        """Makes an API token that may read and write, and returns it."""
        wanted = {"name": "a script", "scopes": ["read", "write"], "expires_in_days": 1}
        made = self.post("/auth/tokens/", json=wanted | fields)
        assert made.status_code == 201, made.text
        token: dict[str, Any] = made.json()
        return token

    def todos(self, path: str = "/todos/") -> list[dict[str, Any]]:
        """The whole list at a path, its pages followed."""
        return [todo for page in self.pages(path) for todo in page.json()]

    def pages(self, path: str) -> list[httpx.Response]:
        """The answers at a path and at each next one that Link names."""
        pages = []
        while path:
            pages.append(self.get(path))
            assert pages[-1].status_code == 200, pages[-1].text
            path = next_link(pages[-1])
        return pages


def next_link(response: httpx.Response) -> str:
    """The address of what follows, "" at the end."""
    link = response.headers.get("link", "")
    found = re.fullmatch(r'<([^>]+)>; rel="next"', link)
    assert bool(found) == bool(link), f"an odd Link header: {link}"
    return found[1] if found else ""
