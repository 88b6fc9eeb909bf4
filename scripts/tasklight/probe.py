"""Asks a running part whether it answers: a process that runs may still be starting, or hang."""

from __future__ import annotations

import socket
import subprocess
import urllib.error
import urllib.request

from .instance import SUPERUSER, Instance, clean_environment

TIMEOUT = 3


def http_status(url: str) -> tuple[int, str]:
    """The status of a GET and the beginning of its body; 0 and the reason when nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as reply:
            return reply.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(500).decode(errors="replace").strip()
    except OSError as error:
        return 0, str(error)


def postgres_answers(instance: Instance) -> bool:
    """True when the private cluster takes connections."""
    command = ["/usr/lib/postgresql/15/bin/pg_isready", "-q", "-t", str(TIMEOUT), "-h", str(instance.run)]
    command += ["-U", SUPERUSER, "-d", "postgres"]
    return subprocess.run(command, env=clean_environment(instance), timeout=TIMEOUT * 2, check=False).returncode == 0


def accepts(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    """True when something listens there."""
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


def answers(instance: Instance, name: str, base: str) -> bool:
    """True when the part does its work as far as can be asked from outside; base is lighttpd's address."""
    if name == "postgres":
        return postgres_answers(instance)
    if name == "kafka":
        return accepts(socket.AF_INET, ("127.0.0.1", instance.ports()["kafka"]))
    if name == "lighttpd":
        return http_status(f"{base}/healthz")[0] == 200
    listening = instance.run / f"{name}.sock"
    return not listening.exists() or accepts(socket.AF_UNIX, str(listening))
