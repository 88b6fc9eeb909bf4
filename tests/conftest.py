"""Fixtures that all tests share."""

from __future__ import annotations

import pytest

from broker import Broker
from instance import Instance, User


@pytest.fixture(scope="session")
def instance() -> Instance:
    """The running instance."""
    return Instance.from_environment()


@pytest.fixture
def user(instance: Instance) -> User:
    """A new account, logged in."""
    return instance.register()


@pytest.fixture(scope="session")
def broker(instance: Instance) -> Broker:
    """The instance's Kafka, once it answers."""
    instance.wait_for_kafka()
    return Broker(instance.kafka)
