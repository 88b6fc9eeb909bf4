"""The benchmark's private instance: release programs, many users with todos, and a second lighttpd for the floors."""

from __future__ import annotations

import http.client
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, cast

sys.path.append(str(Path(__file__).resolve().parents[1] / "api"))
import tokens

ROOT = Path(__file__).resolve().parents[2]

USERS = 200
TODOS_PER_USER = 200
SESSION = "00000000-0000-4000-8000-000000000000"

# Nobody is turned away for having come too often.
SETTINGS = {"LOGIN_LIMIT_ACCOUNT": "1000000", "LOGIN_LIMIT_ADDRESS": "1000000", "LOGIN_LIMIT_NETWORK": "1000000"}
SETTINGS |= {"REGISTER_LIMIT_ADDRESS": "1000000", "REGISTER_LIMIT_NETWORK": "1000000"}

# PostgreSQL writes what it logs into one file of JSON lines.
POSTGRESQL = """logging_collector = on
log_destination = 'jsonlog'
log_directory = '{folder}'
log_filename = 'postgres'
log_file_mode = 0644
log_rotation_age = 0
log_rotation_size = 0
"""

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


class Testbed:
    """Starts everything on entry, stops and removes it on exit."""

    def __init__(self, programs: Path, users: int = USERS) -> None:
        self.programs = programs
        self.users = users
        self.workers = {"todos": 4, "auth": 2}
        self.folder = Path(tempfile.mkdtemp(prefix="tasklight-bench-"))
        self.folder.chmod(0o755)
        self.var = self.folder / "var"
        self.log = self.folder / "log/postgres.json"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{free_port()}"
        self.children: list[subprocess.Popen[bytes]] = []
        self.user = pwd.getpwnam("tasklight") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())

    def __enter__(self) -> Testbed:
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
        settings = self.var / "etc/postgresql.conf"
        settings.parent.mkdir(parents=True)
        settings.write_text(POSTGRESQL.format(folder=self.log.parent))
        self.log.parent.mkdir()
        shutil.chown(self.log.parent, self.user.pw_uid, self.user.pw_gid)
        subprocess.run(
            [ROOT / "scripts/run", "--port", str(self.port), "--var", self.var, "--background"],
            check=True,
            timeout=600,
            stdout=subprocess.DEVNULL,
            env=os.environ | SETTINGS,
        )
        configuration = (self.var / "etc/tasklight.conf").read_text()
        key = re.findall(r"^JWT_SIGNING_KEY=(.*)$", configuration, re.MULTILINE)[-1]
        tomorrow = int(time.time()) + 86400
        self.tokens = {
            user: tokens.sign(tokens.access_claims(user, SESSION, exp=tomorrow), key)
            for user in range(1, self.users + 1)
        }
        self.fill()
        shutil.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.environment = self.read_environment()

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

    def todo(self, user: int, number: int) -> int:
        """The id of a user's todo: everybody's first came before everybody's second."""
        return (number - 1) * self.users + user

    def fill(self) -> None:
        """Makes everybody's todos, scattered as they would come in over time; without history, which no list reads."""
        self.admin(
            f"""
            set session_replication_role = replica;
            insert into todos.owner (user_id, seq, open_count)
            select u, {TODOS_PER_USER}, {TODOS_PER_USER} from generate_series(1, {self.users}) as u;
            insert into todos.todo (user_id, id, version, title, description, position) overriding system value
            select u, (n - 1) * {self.users} + u, n, 'Todo number ' || n, 'What is to be done, in a sentence or two.',
                position
            from (select n, todos.position_at(n) as position from generate_series(1, {TODOS_PER_USER}) as n) as one
            cross join generate_series(1, {self.users}) as u
            order by n, u;
            select setval(pg_get_serial_sequence('todos.todo', 'id'), {self.users * TODOS_PER_USER});
            """
        )
        self.admin("vacuum analyze todos.todo, todos.owner")

    def start_floors(self) -> None:
        """The second web server, with the programs that answer a constant."""
        for name in ("hello", "bare"):
            workers = ["/usr/bin/multiwatch", "-f", str(self.workers["todos"]), "-t", "1", "-r", "1000000", "--"]
            self.serve(name, [*workers, str(self.program(name))])
        self.start_lighttpd()
        self.wait("/bare")

    def serve(self, socket_name: str, command: list[str]) -> None:
        """Starts a FastCGI program on a socket of the second web server."""
        path = f"{self.folder}/{socket_name}.sock"
        self.spawn(["spawn-fcgi", "-n", "-s", path, "-b", "1024", "--", *command])

    def start_lighttpd(self) -> None:
        """The second web server: all that the instance's has, and the floors."""
        configuration = self.folder / "lighttpd.conf"
        configuration.write_text(LIGHTTPD.format(app=self.var / "app", folder=self.folder))
        self.spawn(["/usr/sbin/lighttpd", "-D", "-f", str(configuration)])

    def read_environment(self) -> dict[str, str]:
        """What the instance's parts have in their environment, for the second web server."""
        environment = {}
        for line in self.command(["sh", "-c", f"set -a; . {self.var}/env; exec env -0"]).split("\0"):
            name, _, value = line.partition("=")
            environment[name] = value
        port = self.url.rpartition(":")[2]
        environment |= {"TASKLIGHT_PORT": port, "TASKLIGHT_LISTEN_2": f"127.0.0.1:{port}"}
        return environment | {"LOG_DIR": str(self.folder)}

    def spawn(self, command: list[str]) -> None:
        # Only root can choose, and has groups to give up.
        root = os.geteuid() == 0
        identity: dict[str, Any] = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if root else {}
        )
        with (self.folder / "floors.log").open("ab") as log:
            # lighttpd opens its standard error again, for the access log.
            os.fchown(log.fileno(), self.user.pw_uid, self.user.pw_gid)
            self.children.append(
                subprocess.Popen(
                    command,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    **identity,
                )
            )

    def wait(self, path: str) -> None:
        """Returns when something answers there, be it with a refusal."""
        deadline = time.monotonic() + 30
        while True:
            try:
                if self.send("GET", path, {}, "")[0] < 500:
                    return
            except OSError:
                pass
            assert time.monotonic() < deadline, f"{path} does not answer; see {self.folder}/floors.log"
            time.sleep(0.1)

    def statement(self, service: str, query: str, parameters: list[str], seconds: float) -> float:
        """How often a second sql/SERVICE/queries/QUERY.sql runs alone, as its service runs it, with these parameters."""
        # The cluster's user may not be able to enter the checkout.
        program, sql, sets = self.program("statement"), self.folder / "statement.sql", self.folder / "parameters"
        shutil.copy(ROOT / f"sql/{service}/queries/{query}.sql", sql)
        sets.write_text("\n".join(parameters) + "\n")
        for path in (sql, sets):
            path.chmod(0o644)
        told = self.command(
            [str(program), str(self.workers[service]), str(seconds), str(sql), str(sets)],
            DATABASE_URL=self.database(service),
            PGOPTIONS=f"-c search_path={service} -c plan_cache_mode=force_generic_plan -c timezone=UTC",
        )
        return float(told)

    def program(self, name: str) -> Path:
        """One of the benchmark's programs, where the cluster's user can start it."""
        copy = self.folder / name
        if not copy.exists():
            shutil.copy(self.programs / name, copy)
            copy.chmod(0o755)
        return copy

    def send(self, method: str, path: str, headers: dict[str, str], body: str) -> tuple[int, bytes]:
        """One request's status and body."""
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=30)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON object that answers a POST."""
        status, text = self.send("POST", path, {"Content-Type": "application/json"}, json.dumps(body))
        assert status in (200, 201), (path, status, text)
        return cast("dict[str, Any]", json.loads(text))

    def memory(self) -> dict[str, list[int]]:
        """KiB of proportional set size of each process of our own programs."""
        found: dict[str, list[int]] = {}
        for path in Path("/proc").glob("[0-9]*/exe"):
            try:
                program = path.readlink()
                if program.is_relative_to(self.var / "app/bin"):
                    rollup = path.with_name("smaps_rollup").read_text()
                    pss = re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0]
                    found.setdefault(program.name, []).append(int(pss))
            except OSError:
                continue
        return dict(sorted(found.items()))
