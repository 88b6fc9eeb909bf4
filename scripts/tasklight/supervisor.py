"""Keeps one runsv for each service directory, as runsvdir does; but runsvdir looks after them only every 5 seconds,
and this starts a runsv that was killed again at once. The sockets of workers are made here and are the standard input of
their runsv, and so theirs: a request that comes while workers are replaced, however they ended, waits for the next ones.
TERM or HUP ends all and then this process."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP}
# A runsv that ended within this many seconds of its start is started again only after as many.
PAUSE = 1.0
BACKLOG = 1024


def listen(path: Path) -> socket.socket:
    """A listening socket that only this user may connect to."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(BACKLOG)
    return listener


def launch(directory: Path, listener: socket.socket | None) -> int:
    """Starts a runsv with no signal blocked, in a process group of its own as `runsvdir -P` does."""
    given = [] if listener is None else [(os.POSIX_SPAWN_DUP2, listener.fileno(), 0)]
    command = ["runsv", str(directory)]
    return os.posix_spawnp("runsv", command, os.environ, file_actions=given, setpgroup=0, setsigmask=[])


def reap(children: dict[int, Path]) -> list[Path]:
    """Takes the children that ended out of the table; returns their directories."""
    ended = []
    while children:
        pid, _ = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            break
        ended.append(children.pop(pid))
    return ended


def main() -> int:
    """Takes the folder of the service directories, the number of a file to keep open whose lock says that this lives,
    and the sockets, each with its service's name; returns when each runsv has ended."""
    os.set_inheritable(int(sys.argv[2]), False)
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    folder = Path(sys.argv[1])
    directories = sorted(path.parent for path in folder.glob("*/run"))
    listeners = {path.stem: listen(path) for path in map(Path, sys.argv[3:])}
    children = {launch(directory, listeners.get(directory.name)): directory for directory in directories}
    started = dict.fromkeys(directories, time.monotonic())
    stopping = False
    while children:
        if signal.sigwait(SIGNALS) == signal.SIGCHLD:
            for directory in reap(children):
                if not stopping:
                    print(f"runsv {directory.name} ended and is started again", file=sys.stderr, flush=True)
                    if time.monotonic() - started[directory] < PAUSE:
                        time.sleep(PAUSE)
                    started[directory] = time.monotonic()
                    children[launch(directory, listeners.get(directory.name))] = directory
        else:
            stopping = True
            for pid in children:
                os.kill(pid, signal.SIGTERM)
    return 0


if __name__ == "__main__":
    sys.exit(main())
