"""The benchmark's private instance: release programs, many users with todos, and a second lighttpd for the floors."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]

USERS = 200
TODOS_PER_USER = 20
SESSION = "00000000-0000-4000-8000-000000000000"

# The instance's own web server configuration, with the two floors beside it.
LIGHTTPD = """
include "{app}/etc/lighttpd.conf"
$HTTP["url"] == "/hello" {{ fastcgi.server = ( "/" => (( "socket" => "{folder}/hello.sock", "check-local" => "disable" )) ) }}
else $HTTP["url"] == "/bare" {{ fastcgi.server = ( "/" => (( "socket" => "{folder}/bare.sock", "check-local" => "disable" )) ) }}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign(key: str, user: int) -> str:
    """An access token as auth signs it, good for a day."""

    def part(value: object) -> str:
        text = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(text).rstrip(b"=").decode()

    now = int(time.time())
    claims = {
        "auth_time": now,
        "exp": now + 86400,
        "iat": now,
        "jti": SESSION,
        "scope": "read write",
        "sid": SESSION,
        "sub": str(user),
        "token_type": "access",
        "user_id": user,
    }
    signed = part({"alg": "HS256", "typ": "JWT"}) + "." + part(claims)
    return signed + "." + part(hmac.digest(key.encode(), signed.encode(), hashlib.sha256))


class Stack:
    """Starts everything on entry, stops and removes it on exit."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.workers = 4
        self.folder = Path(tempfile.mkdtemp(prefix="tasklight-bench-"))
        self.folder.chmod(0o755)
        self.var = self.folder / "var"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{free_port()}"
        self.children: list[subprocess.Popen[bytes]] = []
        self.user = pwd.getpwnam("tasklight") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())

    def __enter__(self) -> Stack:
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(timeout=10)
        subprocess.run([ROOT / "scripts/stop", "--var", self.var], check=False, timeout=60, stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        subprocess.run(
            [ROOT / "scripts/run", "--port", str(self.port), "--var", self.var, "--background"],
            check=True,
            timeout=600,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"TODOS_WORKERS": str(self.workers)},
        )
        configuration = (self.var / "etc/tasklight.conf").read_text()
        key = re.findall(r"^JWT_SIGNING_KEY=(.*)$", configuration, re.MULTILINE)[-1]
        self.tokens = {user: sign(key, user) for user in range(1, USERS + 1)}
        self.fill()
        self.start_floors(key)

    def admin(self, sql: str) -> str:
        """Runs SQL as the cluster's owner and returns the bare values."""
        return self.command(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", self.database("postgres"), "-c", sql])

    def database(self, role: str) -> str:
        return f"postgresql://{role}@/tasklight?host={self.var}/run"

    def command(self, command: list[str], **environment: str) -> str:
        return subprocess.run(
            command,
            check=True,
            text=True,
            capture_output=True,
            user=self.user.pw_uid,
            timeout=600,
            env={"PATH": os.environ["PATH"], **environment},
        ).stdout

    def fill(self) -> None:
        self.admin(
            f"""
            insert into todos.owner (user_id, seq, open_count)
            select u, {TODOS_PER_USER}, {TODOS_PER_USER} from generate_series(1, {USERS}) as u;
            insert into todos.todo (user_id, id, version, title, description) overriding system value
            select u, (u - 1) * {TODOS_PER_USER} + n, n, 'Todo number ' || n, 'What is to be done, in a sentence or two.'
            from generate_series(1, {USERS}) as u, generate_series(1, {TODOS_PER_USER}) as n;
            select setval(pg_get_serial_sequence('todos.todo', 'id'), {USERS * TODOS_PER_USER});
            """
        )
        self.admin("vacuum analyze todos.todo, todos.owner")

    def start_floors(self, key: str) -> None:
        environment = {}
        told = self.command(["sh", "-c", f"set -a; . {self.var}/env; exec env -0"])
        for line in told.split("\0"):
            name, _, value = line.partition("=")
            environment[name] = value
        port = self.url.rpartition(":")[2]
        environment |= {"TASKLIGHT_PORT": port, "TASKLIGHT_LISTEN_2": f"127.0.0.1:{port}", "LOG_DIR": str(self.folder)}
        shutil.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        for name in ("hello", "bare"):
            program = self.folder / name
            shutil.copy(self.programs / name, program)
            self.spawn(
                [
                    "spawn-fcgi",
                    "-n",
                    "-s",
                    f"{self.folder}/{name}.sock",
                    "-b",
                    "1024",
                    "--",
                    "/usr/bin/multiwatch",
                    "-f",
                    str(self.workers),
                    "-t",
                    "1",
                    "-r",
                    "1000000",
                    "--",
                    str(program),
                ],
                environment,
            )
        configuration = self.folder / "lighttpd.conf"
        configuration.write_text(LIGHTTPD.format(app=self.var / "app", folder=self.folder))
        self.spawn(["lighttpd", "-D", "-f", str(configuration)], environment)
        self.wait(f"{self.url}/bare")

    def spawn(self, command: list[str], environment: dict[str, str]) -> None:
        with (self.folder / "floors.log").open("ab") as log:
            self.children.append(
                subprocess.Popen(
                    command,
                    env=environment,
                    stdout=log,
                    stderr=log,
                    user=self.user.pw_uid,
                    group=self.user.pw_gid,
                    extra_groups=[],
                )
            )

    def wait(self, url: str) -> None:
        deadline = time.monotonic() + 15
        while True:
            try:
                urllib.request.urlopen(url, timeout=2).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def pgbench(self, arguments: list[str]) -> str:
        """pgbench as the service connects: its role, its schema, generic plans."""
        return self.command(
            ["/usr/lib/postgresql/15/bin/pgbench", *arguments, self.database("todos")],
            PGOPTIONS="-c search_path=todos -c plan_cache_mode=force_generic_plan -c timezone=UTC",
        )

    def memory(self) -> int:
        """KiB of proportional set size of our own programs together."""
        total = 0
        for path in Path("/proc").glob("[0-9]*/exe"):
            try:
                if str(path.readlink()).startswith(f"{self.var}/app/bin/"):
                    rollup = path.with_name("smaps_rollup").read_text()
                    total += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
            except OSError:
                continue
        return total

    def statements_per_list(self) -> float:
        """Statements that PostgreSQL counts for 50 lists, divided by 50."""
        self.admin("select pg_stat_statements_reset()")
        for _ in range(50):
            request = urllib.request.Request(
                f"{self.url}/todos/", headers={"Authorization": f"Bearer {self.tokens[1]}"}
            )
            urllib.request.urlopen(request, timeout=10).close()
        counted = self.admin(
            "select sum(calls) from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = 'todos'"
            " and s.query not like '%outbox%' and s.query not like '%idempotency%'"
        )
        return int(counted) / 50
