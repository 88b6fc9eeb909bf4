"""Prepares the private Kafka broker; its run script formats the storage and starts it."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
from pwd import struct_passwd

from .build import checkout_lock
from .instance import CHECKOUT, Failure, Instance
from .settings import write


def prepare(instance: Instance, ports: dict[str, int], user: struct_passwd) -> None:
    """Puts the jars, the cluster's id and server.properties into DIR/kafka."""
    source = CHECKOUT / "build" / "kafka" / "jars"
    jars = instance.kafka / "jars"
    if not source.is_dir():
        raise Failure(f"{source} is missing: run scripts/setup")
    if not jars.is_dir() or sorted(os.listdir(jars)) != sorted(os.listdir(source)):
        new = jars.with_name("jars.new")
        shutil.rmtree(new, ignore_errors=True)
        with checkout_lock():
            shutil.copytree(source, new)
        shutil.rmtree(jars, ignore_errors=True)
        new.rename(jars)
        jars.chmod(0o755)
        # The class archive belongs to the jars that it was made from.
        (instance.kafka / "kafka.jsa").unlink(missing_ok=True)
    cluster = instance.kafka / "cluster.id"
    if not cluster.exists():
        # 16 bytes; a leading "-" would read as an option.
        identifier = "-"
        while identifier.startswith("-"):
            identifier = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")
        write(cluster, identifier + "\n", user)
    properties = (instance.app / "etc" / "kafka" / "server.properties").read_text()
    broker, controller = ports["kafka"], ports["kafka_controller"]
    properties += f"""
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=BROKER://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=BROKER://127.0.0.1:{broker}
log.dirs={instance.kafka}/data
"""
    write(instance.kafka / "server.properties", properties, user)
