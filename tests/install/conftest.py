"""The instances that the tests of starting and stopping use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from installation import Installation, an_installation


@pytest.fixture
def installation() -> Iterator[Installation]:
    """An instance of the test's own, not started yet."""
    with an_installation() as made:
        yield made


@pytest.fixture(scope="session")
def running() -> Iterator[Installation]:
    """A running instance that tests share and leave running."""
    with an_installation() as made:
        made.start()
        yield made
