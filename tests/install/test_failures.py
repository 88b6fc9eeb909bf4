"""A start that cannot succeed says why in one line, exits non-zero and leaves nothing running."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from installation import NO_KAFKA, ROOT, Installation

SCRIPTS = ["run", "stop", "status", "migrate", "setup", "test", "sanitizer-reports", "error-pages"]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


def refused(installation: Installation, expected: str) -> None:
    """Asserts that a start fails with one line that contains the expected words."""
    tried = installation.run("--background")
    assert tried.returncode == 1, tried.stdout
    assert len(tried.stderr.strip().splitlines()) == 1, tried.stderr
    assert tried.stderr.startswith("scripts/run: ") and expected in tried.stderr
    assert installation.processes() == {}


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[None]:
    """A small file system of its own at the folder."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_port_in_use_is_named(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()

        refused(installation, f"port {installation.port} is in use")


def test_a_port_in_use_on_ipv6_alone_is_named(installation: Installation) -> None:
    with socket.socket(socket.AF_INET6) as taken:
        taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind(("::1", installation.port))
        taken.listen()

        refused(installation, f"port {installation.port} is in use on ::1")


def test_a_second_instance_in_the_same_folder_is_refused_and_the_first_goes_on(installation: Installation) -> None:
    installation.start()
    parts = [path.parent.name for path in installation.var.glob("service/*/run")]
    before = {part: installation.pid(part) for part in parts}

    tried = installation.run("--background")

    assert tried.returncode == 1 and "another instance is running" in tried.stderr
    assert len(tried.stderr.strip().splitlines()) == 1
    assert installation.get("/readyz") == 200
    assert len(before) == 10 and before == {part: installation.pid(part) for part in parts}


@as_root
def test_a_full_disk_is_noticed_before_anything_starts(installation: Installation) -> None:
    with tmpfs(installation.var, "size=200m"):
        refused(installation, "at least 300 MB are needed")


@as_root
@pytest.mark.parametrize("inodes", [300, 395, 400])
def test_a_disk_that_fills_up_during_the_start_ends_it(installation: Installation, inodes: int) -> None:
    # Room enough by the size, but initdb runs out of inodes: where it fails, it may be an error, or a panic alone.
    with tmpfs(installation.var, f"size=400m,nr_inodes={inodes}"):
        refused(installation, "No space left on device")


def test_a_folder_that_cannot_be_created_is_named(installation: Installation) -> None:
    installation.var = Path("/proc/tasklight")

    refused(installation, "/proc/tasklight cannot be created")


@as_root
def test_a_folder_that_the_programs_user_cannot_enter_is_named(installation: Installation) -> None:
    installation.var.parent.chmod(0o700)

    refused(installation, f"{installation.var} cannot be entered by the user tasklight")


def test_a_path_too_long_for_sockets_is_named(installation: Installation) -> None:
    installation.var = installation.var / ("long" * 25)

    refused(installation, "bytes too long")


def test_a_path_that_would_need_quoting_is_named(installation: Installation) -> None:
    installation.var = installation.var / "two words"

    refused(installation, "only letters, digits")


def test_a_configuration_that_a_program_refuses_ends_the_start(installation: Installation) -> None:
    installation.environment = {"JWT_SIGNING_KEY": "short"}

    refused(installation, "JWT_SIGNING_KEY")


def test_an_outside_database_that_does_not_answer_ends_the_start(installation: Installation) -> None:
    installation.environment = NO_KAFKA | {"DATABASE_URL": f"postgresql:///tasklight?host={installation.var}"}

    refused(installation, "the database cannot be migrated")


@pytest.mark.parametrize("arguments", ["--port 0", "--port 65536", "--port http", "--var", "--nonsense"])
def test_a_wrong_command_line_is_refused(arguments: str) -> None:
    tried = subprocess.run([ROOT / "scripts/run", *arguments.split()], capture_output=True, text=True)

    assert tried.returncode == 2
    assert "usage:" in tried.stderr


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_explains_itself(script: str) -> None:
    told = subprocess.run([ROOT / "scripts" / script, "--help"], capture_output=True, text=True)

    assert told.returncode == 0 and "usage:" in told.stdout


def copy_with_a_package_that_does_not_exist(folder: Path) -> Path:
    """What scripts/setup needs of the checkout, with one more package to install."""
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copytree(ROOT / "etc", folder / "etc")
    with (folder / "etc/packages").open("a") as packages:
        packages.write("run tasklight-no-such-package\n")
    return folder


@as_root
def test_a_missing_package_and_no_right_to_install_it_is_one_line(installation: Installation) -> None:
    copy = copy_with_a_package_that_does_not_exist(installation.var.parent / "copy")
    command = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", str(copy / "scripts/run")]

    tried = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)

    assert tried.returncode == 1
    assert len(tried.stderr.strip().splitlines()) == 1 and "tasklight-no-such-package" in tried.stderr


@as_root
def test_a_package_that_apt_cannot_give_is_named_and_the_machine_left_as_it_was(installation: Installation) -> None:
    copy = copy_with_a_package_that_does_not_exist(installation.var.parent / "copy")
    policy = Path("/usr/sbin/policy-rc.d")
    before = policy.read_text() if policy.exists() else None

    tried = subprocess.run([copy / "scripts/setup"], capture_output=True, text=True, timeout=600)

    assert tried.returncode == 1
    assert len(tried.stderr.strip().splitlines()) == 1 and "tasklight-no-such-package" in tried.stderr
    assert (policy.read_text() if policy.exists() else None) == before
    assert not Path("/etc/postgresql-common/createcluster.d/tasklight-setup.conf").exists()
