"""The tree that the tests of the checks plant in."""

from __future__ import annotations

from pathlib import Path

import pytest

from source_tree import Tree


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A copy of the source tree."""
    return Tree(tmp_path)
