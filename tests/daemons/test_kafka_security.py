"""The daemons reach a broker that wants TLS and a password, and no other way.

With SASL's PLAIN: the SCRAM of librdkafka before 2.6.1 repeats its nonce, which Kafka 4 no longer lets pass."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from confluent_kafka import KafkaException, Producer

from broker import DELETED
from instance import Instance, User
from waiting import eventually

PASSWORD = secrets.token_urlsafe(12)


@dataclass(frozen=True)
class SecureBroker:
    """A second broker, and what a client must know of it."""

    address: str
    authority: str

    def settings(self, password: str = PASSWORD) -> dict[str, str]:
        """Our settings for it."""
        return {
            "KAFKA_BROKERS": self.address,
            "KAFKA_SECURITY_PROTOCOL": "sasl_ssl",
            "KAFKA_SASL_MECHANISM": "PLAIN",
            "KAFKA_SASL_USERNAME": "daemon",
            "KAFKA_SASL_PASSWORD": password,
            "KAFKA_SSL_CA_LOCATION": self.authority,
        }

    def producer(self) -> Producer:
        """A client that knows the password."""
        return Producer(
            {
                "bootstrap.servers": self.address,
                "log_level": 0,
                "security.protocol": "sasl_ssl",
                "sasl.mechanism": "PLAIN",
                "sasl.username": "daemon",
                "sasl.password": PASSWORD,
                "ssl.ca.location": self.authority,
            }
        )

    def answers(self) -> bool:
        """True once the broker is up."""
        try:
            return bool(self.producer().list_topics(timeout=2).brokers)
        except KafkaException:
            return False

    def send(self, value: bytes) -> None:
        """Sends an event to the deletions' topic."""
        producer = self.producer()
        producer.produce(DELETED, value)
        assert producer.flush(30) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_certificate(folder: Path) -> None:
    """A certificate for 127.0.0.1 that vouches for itself, and its key in the form that Kafka reads."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(
        [*request, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    (folder / "keystore.pem").write_text(key.read_text() + certificate.read_text())


def write_properties(instance: Instance, folder: Path, port: int, controller: int) -> Path:
    """The instance's server.properties with a listener that wants TLS and a password."""
    replaced = ("listeners=", "advertised.", "listener.security", "inter.broker", "log.dirs", "controller.quorum")
    lines = (instance.directory / "kafka" / "server.properties").read_text().splitlines()
    module = "org.apache.kafka.common.security.plain.PlainLoginModule"
    login = f'{module} required username="daemon" password="{PASSWORD}" user_daemon="{PASSWORD}";'
    kept = [line for line in lines if not line.startswith(replaced)]
    kept += [
        f"listeners=SECURE://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
        f"advertised.listeners=SECURE://127.0.0.1:{port}",
        "listener.security.protocol.map=SECURE:SASL_SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name=SECURE",
        f"controller.quorum.voters=1@127.0.0.1:{controller}",
        f"log.dirs={folder}/data",
        "sasl.enabled.mechanisms=PLAIN",
        "sasl.mechanism.inter.broker.protocol=PLAIN",
        f"listener.name.secure.plain.sasl.jaas.config={login}",
        "ssl.keystore.type=PEM",
        f"ssl.keystore.location={folder}/keystore.pem",
        "ssl.truststore.type=PEM",
        f"ssl.truststore.location={folder}/certificate.pem",
    ]
    properties = folder / "server.properties"
    properties.write_text("\n".join(kept) + "\n")
    return properties


@contextlib.contextmanager
def running(instance: Instance, folder: Path, port: int) -> Iterator[None]:
    """Formats the broker's storage and runs it."""
    properties = write_properties(instance, folder, port, free_port())
    java = ["java", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    java += ["-cp", f"{instance.directory}/kafka/jars/*"]
    cluster = base64.urlsafe_b64encode(b"a" + secrets.token_bytes(15)).decode().rstrip("=")
    subprocess.run(
        [*java, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    with (folder / "kafka.log").open("w") as log:
        broker = subprocess.Popen([*java, "kafka.Kafka", str(properties)], stdout=log, stderr=log)
    try:
        yield
    finally:
        broker.terminate()
        broker.wait(30)


@pytest.fixture(scope="module")
def secure_broker(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureBroker]:
    """A broker that takes nobody without TLS and a password."""
    folder, port = tmp_path_factory.mktemp("secure-kafka"), free_port()
    make_certificate(folder)
    # The programs' user must be able to read it, below folders that pytest keeps to itself.
    authority = instance.directory / "run" / "authority.pem"
    authority.write_text((folder / "certificate.pem").read_text())
    authority.chmod(0o644)
    with running(instance, folder, port):
        broker = SecureBroker(f"127.0.0.1:{port}", str(authority))
        eventually(broker.answers, "the secure broker is up", 60)
        yield broker
    authority.unlink()


def test_consumer_reads_over_tls_with_its_password(instance: Instance, secure_broker: SecureBroker, user: User) -> None:
    instance.add_todos(user, 1)

    with instance.running("todos-consumer", **secure_broker.settings()):
        secure_broker.send(json.dumps({"user_id": user.user_id}).encode())
        eventually(lambda: not instance.has_rows(user), "the event is processed")


def test_consumer_with_a_wrong_password_says_so(instance: Instance, secure_broker: SecureBroker, user: User) -> None:
    instance.add_todos(user, 1)
    secure_broker.send(json.dumps({"user_id": user.user_id}).encode())
    started = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())

    def complaint() -> bool:
        lines = [line for line in instance.log_lines("todos-consumer") if line["ts"] >= started]
        return any("uthentication failed" in line.get("detail", "") for line in lines)

    with instance.running("todos-consumer", **secure_broker.settings(password="wrong")):
        eventually(complaint, "a line in the log")

    assert instance.rows_of(user)["todo"] == 1


def test_settings_that_contradict_each_other_are_refused(instance: Instance) -> None:
    with instance.running(
        "todos-consumer", KAFKA_SECURITY_PROTOCOL="sasl_ssl", KAFKA_SASL_MECHANISM="unheard-of"
    ) as started:
        assert started.wait(10) == 78
