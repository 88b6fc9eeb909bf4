"""scripts/dev after scripts/setup: an instance that follows the checkout, and Vite with the app in front of it."""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from . import settings, supervision
from .build import cause, checkout_lock
from .instance import CHECKOUT, Failure, Instance, default_directory
from .migrate import migrate_instance
from .start import PROGRAMS

# How often the sources are looked at; all of them take about a millisecond.
INTERVAL = 0.15
BUILD = Path(os.environ.get("BUILD", "build"))
WATCHED = ("fcgi/**/*.[ch]", "fcgi/**/*.yaml", "sql/**/*.sql")
SERVICES = ("auth", "auth-password", "todos")
STOP_SECONDS = 10
Seen = dict[Path, tuple[int, int]]


def say(text: str) -> None:
    """Tells the developer what happens now."""
    print(f"dev: {text}", flush=True)


def look() -> Seen:
    """The sources, each with when it was written and how long it is."""
    seen = {}
    for path in (path for pattern in WATCHED for path in CHECKOUT.glob(pattern)):
        with contextlib.suppress(FileNotFoundError):
            found = path.stat()
            seen[path] = (found.st_mtime_ns, found.st_size)
    return seen


def changes(before: Seen, after: Seen) -> list[Path]:
    """What was written, added or removed."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def build(*targets: str) -> None:
    """Runs make; what it says is shown when it fails."""
    command = ["make", "-C", str(CHECKOUT), f"-j{os.cpu_count() or 1}", f"BUILD={BUILD}", *targets]
    with checkout_lock():
        built = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        said = (built.stdout + built.stderr).splitlines()
        print("\n".join(said), file=sys.stderr, flush=True)
        raise Failure(f"the former programs go on: {cause(said)}")


def replace(source: Path, target: Path) -> None:
    """Puts a file in the place of another in one step: what runs keeps the one that it was started from."""
    new = target.with_name(target.name + ".new")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, new)
    new.chmod(0o755 if os.access(source, os.X_OK) else 0o644)
    new.rename(target)


def install_programs(instance: Instance) -> set[str]:
    """Installs the programs that differ from the installed ones; returns their names."""
    changed = set()
    for program in sorted(set(PROGRAMS.values())):
        source, target = CHECKOUT / BUILD / "bin" / program, instance.app / "bin" / program
        if not filecmp.cmp(source, target, shallow=False):
            replace(source, target)
            changed.add(program)
    return changed


def restart(instance: Instance, programs: set[str]) -> None:
    """Starts the parts that run these programs anew; returns when each has a new process."""
    parts = [name for name, program in PROGRAMS.items() if program in programs]
    if not parts:
        say("no program has changed")
        return
    # What answers requests first: a consumer takes its time to leave its group.
    for group in ([name for name in parts if name in SERVICES], [name for name in parts if name not in SERVICES]):
        if group:
            supervision.sv(instance, "restart", group, STOP_SECONDS)
    say(f"restarted: {', '.join(parts)}")


def migrate(instance: Instance) -> None:
    """Applies new migrations; one that was applied and has changed since is refused."""
    outside = settings.configured(instance, "DATABASE_URL")
    applied = migrate_instance(instance, outside, CHECKOUT / "sql")
    say(f"migrated: {', '.join(applied) or 'nothing to do'}")


def describe() -> None:
    """Writes the API's description and the app's client anew; Vite sees that by itself."""
    build(f"{BUILD}/www/openapi.json")
    node = CHECKOUT / "build/node/bin"
    environment = os.environ | {
        "PATH": f"{node}:{os.environ['PATH']}",
        "TASKLIGHT_OPENAPI": str(CHECKOUT / BUILD / "www/openapi.json"),
    }
    command = ["npm", "--prefix", str(CHECKOUT / "frontend"), "run", "--silent", "generate"]
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    say("the API's description and the app's client are new")


def follow(instance: Instance, changed: list[Path]) -> None:
    """Makes the instance what the sources say now."""
    began = time.monotonic()
    if any(path.suffix == ".yaml" for path in changed):
        describe()
    if any(path.suffix != ".yaml" for path in changed):
        build("programs")
        if any("migrations" in path.parts or "grants" in path.name for path in changed):
            migrate(instance)
        restart(instance, install_programs(instance))
    say(f"{time.monotonic() - began:.1f} s")


def watch(instance: Instance, app: subprocess.Popen[bytes]) -> None:
    """Follows the sources until the app's server ends."""
    seen = look()
    while app.poll() is None:
        time.sleep(INTERVAL)
        now = look()
        changed = changes(seen, now)
        seen = now
        if changed:
            say(f"changed: {', '.join(str(path.relative_to(CHECKOUT)) for path in changed)}")
            try:
                follow(instance, changed)
            except (Failure, OSError, subprocess.SubprocessError) as error:
                print(f"dev: {error}", file=sys.stderr, flush=True)
    raise Failure(f"the app's server ended with {app.returncode}")


@contextlib.contextmanager
def app_server(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Vite with the app, over the instance at the address."""
    node = CHECKOUT / "build/node/bin"
    environment = os.environ | {
        "PATH": f"{node}:{os.environ['PATH']}",
        "TASKLIGHT_URL": url,
        "TASKLIGHT_OPENAPI": str(CHECKOUT / BUILD / "www/openapi.json"),
    }
    command = ["npm", "--prefix", str(CHECKOUT / "frontend"), "run", "--silent", "dev", "--"]
    app = subprocess.Popen(
        [*command, "--port", str(port), "--strictPort"],
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield app
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(app.pid, signal.SIGTERM)
        app.wait(STOP_SECONDS)


def stop(_number: int, _frame: FrameType | None) -> None:
    """Turns TERM and HUP into what Ctrl-C does."""
    raise KeyboardInterrupt


def run(instance: Instance, port: int, app_port: int) -> None:
    """Everything scripts/dev does; an instance that already runs is used as it is, and left running."""
    started = not supervision.running(instance)
    if started:
        command = [str(CHECKOUT / "scripts/run"), "--background", "--port", str(port), "--var", str(instance.directory)]
        if subprocess.run(command, check=False).returncode != 0:
            raise Failure("the instance does not start")
    try:
        url = settings.base_url(settings.addresses()[0], instance.ports()["http"])
        with app_server(url, app_port) as app:
            say(f"the app is at http://localhost:{app_port}, the instance at {url}")
            watch(instance, app)
    finally:
        if started:
            supervision.stop(instance)
            say("stopped")


def main() -> int:
    """Reads the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/dev")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--var", type=Path, default=default_directory(), metavar="DIR")
    parser.add_argument("--app-port", type=int, default=5173)
    options = parser.parse_args()
    # SIGINT, too: whoever starts it in the background of a script has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        run(Instance(options.var.absolute()), options.port, options.app_port)
    except KeyboardInterrupt:
        return 0
    except (Failure, OSError, subprocess.SubprocessError) as error:
        print(f"scripts/dev: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
