"""What an instance is configured with: its secrets, its ports and the environment of its parts."""

from __future__ import annotations

import base64
import os
import re
import secrets
import shlex
import socket
import subprocess
from pathlib import Path
from pwd import struct_passwd

from .instance import Failure, Instance, port_is_free

# Settings of scripts/run itself: the numbers of workers behind each socket.
WORKERS = {"AUTH_WORKERS": 2, "AUTH_PASSWORD_WORKERS": 2, "TODOS_WORKERS": 4}
# Read by the runtimes of the compilers' sanitizers.
SANITIZERS = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")
# A step between two candidates for Kafka's ports, so that instances on adjacent ports never want the same one.
PORT_STEP = 100


def write(path: Path, text: str, user: struct_passwd, mode: int = 0o600) -> None:
    """Replaces a file of the programs' user in one step."""
    new = path.with_name(path.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(file.fileno(), mode)
        if os.geteuid() == 0:
            os.fchown(file.fileno(), user.pw_uid, user.pw_gid)
        file.write(text)
    new.rename(path)


def make_configuration(instance: Instance, user: struct_passwd) -> None:
    """Writes DIR/etc/tasklight.conf with new secrets, and DIR/etc/postgresql.conf, unless they are there."""
    postgresql = instance.configuration.with_name("postgresql.conf")
    if not postgresql.exists():
        write(postgresql, "# Settings of the private PostgreSQL cluster that shall differ from Tasklight's.\n", user)
    if instance.configuration.exists():
        return

    def key() -> str:
        return base64.b64encode(secrets.token_bytes(48)).decode()

    text = f"""\
# Configuration of this Tasklight instance, read by every program: NAME=value, one a line.
# docs/configuration.md and `todos --settings` list the names.
# A value in the environment of scripts/run wins over the one here. Restart after a change.
# Signs the access tokens of all services.
JWT_SIGNING_KEY={key()}
# Protects the refresh tokens.
REFRESH_TOKEN_KEY={key()}
"""
    write(instance.configuration, text, user)


def configured(instance: Instance, name: str) -> str:
    """A setting that the operator gave, in the environment or in the file; empty when in neither."""
    if name in os.environ:
        return os.environ[name]
    found = re.findall(rf"^{name}=(.*)$", instance.configuration.read_text(), re.MULTILINE)
    return found[-1] if found else ""


def documented_names(instance: Instance) -> list[str]:
    """The settings that the programs themselves list."""
    command = [str(instance.app / "bin" / "todos"), "--settings"]
    told = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    names = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", told.stdout, re.MULTILINE)
    if not names:
        raise Failure(f"{instance.app}/bin/todos --settings lists none")
    return names


def addresses() -> list[str]:
    """Where lighttpd listens: BIND, one or two addresses with a comma between, or loopback."""
    if "BIND" in os.environ:
        given = [address.strip(" []") for address in os.environ["BIND"].split(",")]
        if not 1 <= len(given) <= 2 or not all(given):
            raise Failure("BIND must name one address, or two with a comma between")
        return given
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return ["127.0.0.1"]
    return ["127.0.0.1", "::1"]


def choose_ports(instance: Instance, http: int, private_kafka: bool, user: struct_passwd) -> dict[str, int]:
    """The instance's ports; Kafka's are kept from start to start as long as they are free."""
    ports = {"http": http}
    if private_kafka:
        kept = instance.ports()
        for name, distance in (("kafka", 10000), ("kafka_controller", 20000)):
            first = http + distance if http + distance <= 65535 else 10000 + http % PORT_STEP
            for port in (kept.get(name, first), *range(first, 65536, PORT_STEP)):
                if port not in ports.values() and port_is_free("127.0.0.1", port):
                    ports[name] = port
                    break
            else:
                raise Failure(f"no free port for Kafka from {first} upward")
    write(instance.directory / "ports", "".join(f"{name}={port}\n" for name, port in ports.items()), user, 0o644)
    return ports


def listen_arguments(port: int) -> tuple[str, str]:
    """lighttpd's server.bind, and its second socket (the first again when there is none)."""
    shown = [f"[{address}]" if ":" in address else address for address in addresses()]
    return shown[0], f"{shown[-1]}:{port}"


def base_url(address: str, port: int) -> str:
    """How a client on this machine reaches an address that lighttpd listens on."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def started_environment(instance: Instance) -> dict[str, str]:
    """The environment that the last start wrote."""
    lines = instance.environment.read_text().splitlines()
    return {name: "".join(shlex.split(value)) for name, _, value in (line.partition("=") for line in lines)}


def make_environment(instance: Instance, ports: dict[str, int], user: struct_passwd) -> dict[str, str]:
    """Writes DIR/env; what the operator gave in the environment wins over what this start chose."""
    bind, second = listen_arguments(ports["http"])
    values = {
        "TASKLIGHT_DIR": str(instance.directory),
        "TASKLIGHT_PORT": str(ports["http"]),
        "TASKLIGHT_BIND": bind,
        "TASKLIGHT_LISTEN_2": second,
        "TASKLIGHT_CONFIG": str(instance.configuration),
        "LOG_DIR": str(instance.log),
        "SOCKET_DIR": str(instance.run),
    }
    if not configured(instance, "DATABASE_URL"):
        values["DATABASE_URL"] = instance.database_url()
    if "kafka" in ports:
        values["KAFKA_BROKERS"] = f"127.0.0.1:{ports['kafka']}"
    for name, number in WORKERS.items():
        values[name] = os.environ.get(name, str(number))
        if not re.fullmatch(r"[1-9][0-9]{0,2}", values[name]):
            raise Failure(f"{name} must be a number from 1 to 999")
    given = set(documented_names(instance)) - {"LOG_DIR", "SOCKET_DIR", "SERVICE"}
    values |= {name: os.environ[name] for name in (*given, *SANITIZERS) if name in os.environ}
    if any("\n" in value for value in values.values()):
        raise Failure("a value in the environment has more than one line")
    write(instance.environment, "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items()), user)
    return values
