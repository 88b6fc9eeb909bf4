"""The instance, and how long the model tests run: the profile short (continuous integration) or long (by hand)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, settings

# Their assertions too are to say what differs.
pytest.register_assert_rewrite("todo_model", "writes")

from accounts import make_account  # noqa: E402
from client import Client, User  # noqa: E402
from description import Description  # noqa: E402
from stack import Stack  # noqa: E402

COMMON: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "print_blob": True,
    "suppress_health_check": list(HealthCheck),
}
settings.register_profile("short", max_examples=60, stateful_step_count=50, **COMMON)
settings.register_profile("long", max_examples=500, stateful_step_count=100, **COMMON)
settings.load_profile(os.environ.get("MODEL_PROFILE", "short"))


@pytest.fixture(scope="session")
def database() -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to the instance's database."""
    with psycopg.connect(Stack.from_environment().admin_url, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def new_user(database: psycopg.Connection[Any]) -> Iterator[Callable[[], User]]:
    """Makes users whose answers are held against openapi.json."""
    stack = Stack.from_environment()
    description = Description(httpx.get(f"{stack.url}/openapi.json", timeout=10).raise_for_status().json())
    client = Client(stack.url, description)
    yield lambda: User(client, make_account(database, stack))
    client.close()
