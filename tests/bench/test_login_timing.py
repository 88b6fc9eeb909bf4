"""A failed login does not tell by its time whether the name exists; coarse, by few tries."""

from __future__ import annotations

import random

import pytest

from instance import Instance
from login_timing import Comparison, compare


@pytest.mark.release
def test_unknown_name_and_wrong_password_take_the_same_time(instance: Instance) -> None:
    compared = compare(instance, 200)

    assert not compared.told_apart(), compared


@pytest.mark.parametrize("shift", [-5.0, 5.0])
def test_times_that_differ_are_told_apart(shift: float) -> None:
    times = random.Random(1)
    known = [times.gauss(30, 5) for _ in range(200)]

    assert Comparison(known, [times.gauss(30, 5) + shift for _ in range(200)]).told_apart()
    assert not Comparison(known, [times.gauss(30, 5) for _ in range(200)]).told_apart()
