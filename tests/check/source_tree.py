"""A copy of the source tree, in which a test plants what a check must find."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", "build", "var", "__pycache__", "node_modules", ".*_cache")


class Tree:
    """The copy; it is built in a folder beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        self.build = folder / "build"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT, symlinks=True)
        for packages in ("build/node", "frontend/node_modules", "tests/browser/node_modules"):
            (self.root / packages).parent.mkdir(exist_ok=True)
            (self.root / packages).symlink_to((ROOT / packages).resolve())

    def plant(self, path: str, text: str, mode: int = 0o644) -> None:
        """Writes a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)

    def append(self, path: str, text: str) -> None:
        """Adds to a file that is there."""
        file = self.root / path
        file.write_text(file.read_text() + text)

    def layout(self) -> dict[str, bool]:
        """What scripts/check-layout says of each rule."""
        command = [sys.executable, str(ROOT / "scripts/check-layout"), str(self.root)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        lines = ran.stdout.splitlines()
        said = {
            line.removeprefix("not ").removeprefix("ok "): line.startswith("ok ") for line in lines if "ok " in line[:7]
        }
        assert said and ran.returncode == (0 if all(said.values()) else 1), ran
        return said

    def make(self, target: str, *variables: str) -> subprocess.CompletedProcess[str]:
        """Runs make in the copy."""
        # The checks of the app need the client that its build writes: the copy has it.
        app = f"--old-file={self.build}/www/index.html"
        command = ["make", "-C", str(self.root), app, target, f"BUILD={self.build}", f"VENV={sys.prefix}", *variables]
        # scripts/test chooses a build for the instance that it tests; that is not meant here.
        others = {"BUILD", "SANITIZE", "CC", "CFLAGS", "MAKEFLAGS", "MAKELEVEL"}
        environment = {name: value for name, value in os.environ.items() if name not in others}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
