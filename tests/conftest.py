"""What every test of the running instance may ask for: the instance, its database, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from accounts import Account, make_account
from stack import Stack


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
    """More such connections, for tests that hold locks; they end with the test."""
    made: list[psycopg.Connection[Any]] = []

    def make() -> psycopg.Connection[Any]:
        made.append(psycopg.connect(stack.admin_url))
        return made[-1]

    yield make
    for connection in made:
        connection.close()


@pytest.fixture
def account(database: psycopg.Connection[Any], stack: Stack) -> Account:
    """An account of the test's own, logged in."""
    return make_account(database, stack)
