"""One instance: where its state lies, which user runs it, and which ports it has."""

from __future__ import annotations

import os
import pwd
import re
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SYSTEM_USER = "tasklight"
DATABASE = "tasklight"
OWNER_ROLE = "tasklight_owner"
SUPERUSER = "postgres"
# The longest name in DIR/run, with its slash, and the longest path that a socket may have.
LONGEST_SOCKET = len("/.s.PGSQL.5432.lock")
SOCKET_PATH_LIMIT = 107
CLEAN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Failure(Exception):
    """What went wrong, in one line for the operator."""


def default_directory() -> Path:
    """DIR when --var does not name one: for installed scripts the instance that they belong to."""
    if CHECKOUT.name == "app" and (CHECKOUT.parent / "start.lock").exists():
        return CHECKOUT.parent
    return Path("/var/lib/tasklight") if os.geteuid() == 0 else CHECKOUT / "var"


@dataclass(frozen=True)
class Instance:
    """The state directory DIR and what lies in it."""

    directory: Path

    @property
    def app(self) -> Path:
        """The installed programs and files; an instance runs nothing from the checkout."""
        return self.directory / "app"

    @property
    def run(self) -> Path:
        """The sockets."""
        return self.directory / "run"

    @property
    def log(self) -> Path:
        """The logs, a folder for each part and the services' own files."""
        return self.directory / "log"

    @property
    def service(self) -> Path:
        """runit's service directories."""
        return self.directory / "service"

    @property
    def configuration(self) -> Path:
        """The file that operators edit."""
        return self.directory / "etc" / "tasklight.conf"

    @property
    def environment(self) -> Path:
        """The environment of the parts, as shell assignments; written at every start."""
        return self.directory / "env"

    @property
    def postgres(self) -> Path:
        """The private PostgreSQL cluster."""
        return self.directory / "postgres"

    @property
    def kafka(self) -> Path:
        """The private broker: jars, configuration, data."""
        return self.directory / "kafka"

    def database_url(self, role: str = "") -> str:
        """The private database's URI, without a role the client's default."""
        return f"postgresql://{role and role + '@'}/{DATABASE}?host={quote(str(self.run), safe='')}"

    def ports(self) -> dict[str, int]:
        """The ports chosen at the last start: http, kafka, kafka_controller."""
        try:
            lines = (self.directory / "ports").read_text().split()
        except FileNotFoundError:
            return {}
        return {name: int(number) for name, _, number in (line.partition("=") for line in lines)}

    def check_path(self) -> None:
        """Refuses a path that a program of ours could not use."""
        if not re.fullmatch(r"[A-Za-z0-9/._+@-]+", str(self.directory)):
            raise Failure(f"{self.directory}: only letters, digits and / . _ + @ - may stand in the path; see --var")
        longest = len(str(self.run)) + LONGEST_SOCKET
        if longest > SOCKET_PATH_LIMIT:
            raise Failure(
                f"{self.directory} is {longest - SOCKET_PATH_LIMIT} bytes too long for the sockets in it; see --var"
            )


def account() -> pwd.struct_passwd:
    """The user that all programs run as; made when root starts Tasklight for the first time."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run(
        [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True, text=True, check=False
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise Failure(f"the system user {SYSTEM_USER} cannot be created: {made.stderr.strip()}") from None


def as_user(user: pwd.struct_passwd, *command: str | Path) -> list[str]:
    """The command, run as the user when root calls, with no right of root's left."""
    words = [str(word) for word in command]
    if os.geteuid() != 0:
        return words
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--no-new-privs"]
    return ["setpriv", *identity, "--", *words]


def clean_environment(instance: Instance) -> dict[str, str]:
    """The environment in which every part starts, whatever the caller's was."""
    return {"PATH": CLEAN_PATH, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(instance.directory)}


def port_is_free(address: str, port: int) -> bool:
    """True when a server could listen there now."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((address, port))
            probe.listen(1)
    except OSError:
        return False
    return True
