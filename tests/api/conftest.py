"""What the tests of the HTTP API may ask for: clients whose answers are checked, users, and the last word on what was seen."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest

from accounts import PASSWORD, make_account
from client import Client, User
from description import Description
from raw_http import RawClient
from stack import Stack

# What is held against everything that the other tests saw.
LAST = "test_openapi_seen.py"
# No test may wait longer, seconds.
DEADLINE = 60


@pytest.fixture(scope="session")
def stack() -> Stack:
    """The instance that scripts/test started."""
    try:
        return Stack.from_environment()
    except LookupError as error:
        pytest.exit(str(error), returncode=2)


@pytest.fixture(scope="session")
def database(stack: Stack) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to the instance's database; every statement commits by itself."""
    with psycopg.connect(stack.admin_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def connect(stack: Stack) -> Iterator[Callable[[], psycopg.Connection[Any]]]:
    """Makes more such connections, each with a transaction, for tests that hold locks; they end with the test."""
    made: list[psycopg.Connection[Any]] = []

    def make() -> psycopg.Connection[Any]:
        made.append(psycopg.connect(stack.admin_url))
        return made[-1]

    yield make
    for connection in made:
        connection.close()


@pytest.fixture(scope="session")
def description(stack: Stack) -> Description:
    """The served openapi.json."""
    return Description(httpx.get(f"{stack.url}/openapi.json", timeout=10).raise_for_status().json())


@pytest.fixture(scope="session")
def client(stack: Stack, description: Description) -> Iterator[Client]:
    """A client that nobody is logged in with."""
    client = Client(stack.url, description)
    yield client
    client.close()


@pytest.fixture(scope="session")
def raw(stack: Stack, description: Description) -> RawClient:
    """A client that sends any bytes."""
    return RawClient(stack, description)


@pytest.fixture
def new_user(client: Client, database: psycopg.Connection[Any], stack: Stack) -> Callable[[], User]:
    """Makes more of them."""
    return lambda: User(client, make_account(database, stack))


@pytest.fixture
def user(new_user: Callable[[], User]) -> User:
    """A user of the test's own, whom nobody can log in as with a password."""
    return new_user()


@pytest.fixture(scope="session")
def password_hash(client: Client, database: psycopg.Connection[Any]) -> str:
    """The hash of PASSWORD, as a registration left it."""
    username = f"hash{secrets.token_hex(8)}"
    made = client.post("/auth/register/", json={"username": username, "password": PASSWORD})
    assert made.status_code == 201, made.text
    row = database.execute("select password_hash from auth.account where username = %s", (username,)).fetchone()
    assert row is not None
    return str(row[0])


@pytest.fixture
def user_with_password(client: Client, database: psycopg.Connection[Any], stack: Stack, password_hash: str) -> User:
    """A user whose password is PASSWORD."""
    return User(client, make_account(database, stack, password_hash))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts what looks back at the whole run at its end, and leaves it out when only a part runs."""
    last = [item for item in items if item.path.name == LAST]
    rest = [item for item in items if item.path.name != LAST]
    ours = [item for item in items if item.path.parent.name == "api"]
    for item in ours:
        item.add_marker(pytest.mark.timeout(DEADLINE))
    files = {item.path.name for item in ours}
    whole = all(path.name in files for path in (config.rootpath / "api").glob("test_*.py") if path.name != LAST)
    if config.option.keyword or config.option.markexpr or any("::" in argument for argument in config.args):
        whole = False
    if not whole and last:
        config.hook.pytest_deselected(items=last)
    items[:] = rest + (last if whole else [])
