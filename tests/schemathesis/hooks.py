"""Who Schemathesis is for the running instance, and what a description cannot say about valid requests."""

from __future__ import annotations

import ipaddress
import secrets
import sys
import threading
import uuid
import zoneinfo
from pathlib import Path
from typing import Any

import httpx
import psycopg
from hypothesis import strategies as st

import schemathesis
from schemathesis import AuthContext, Case, GenerationMode, HookContext

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[1] / "api"))

from accounts import PASSWORD, Account, make_account, open_session, sign_access
from stack import Stack

# Operations that end the session or the account of whoever calls them: each call has an account of its own.
ENDING = {
    ("POST", "/auth/logout/"),
    ("POST", "/auth/password/"),
    ("DELETE", "/auth/profile/"),
    ("DELETE", "/auth/sessions/"),
}
# The member of a body that is a password to be chosen.
CHOSEN = {"/auth/register/": "password", "/auth/password/": "new"}
# No common password is as long, bytes; nor may one be longer.
UNCOMMON, LONGEST = 24, 1024
ZONES, ZONE = zoneinfo.available_timezones(), "Asia/Tehran"

DATES = st.dates().map(lambda day: day.isoformat())
TIMES = st.tuples(DATES, st.times()).map(lambda both: f"{both[0]}T{both[1].replace(microsecond=0).isoformat()}")
OFFSETS = st.one_of(st.sampled_from(["Z", "+00:00", "-11:00", "+03:30", "+15:59", "Z[UTC]", "Z[Etc/UTC]"]))
# A due date; its zone in brackets has its offset.
schemathesis.openapi.format("due", st.one_of(DATES, st.tuples(TIMES, OFFSETS).map("".join)))


# Letters and digits of any script and a few signs, already in the form in which they are kept.
schemathesis.openapi.format("username", st.text("abcxyzABC0189@.+-_éшяبپ۱中", min_size=3, max_size=40))


class Users:
    """One account for everything, and one for each call that ends it."""

    def __init__(self) -> None:
        self.stack = Stack.from_environment()
        self.lock = threading.Lock()
        self.password_hash = self.hashed()
        self.shared = self.new()

    def hashed(self) -> str:
        """The hash of PASSWORD, as a registration left it."""
        body = {"username": f"hash{uuid.uuid4().hex}", "password": PASSWORD}
        httpx.post(f"{self.stack.url}/auth/register/", json=body, timeout=20).raise_for_status()
        with psycopg.connect(self.stack.admin_url, autocommit=True) as database:
            row = database.execute("select password_hash from auth.account where username = %s", (body["username"],))
            return str(row.fetchone()[0])  # type: ignore[index]

    def new(self) -> Account:
        """A new account whose password is PASSWORD, logged in."""
        with psycopg.connect(self.stack.admin_url, autocommit=True) as database:
            return make_account(database, self.stack, self.password_hash)

    def other_session(self) -> str:
        """Another login of the account for everything, that may be ended."""
        with psycopg.connect(self.stack.admin_url, autocommit=True) as database:
            return open_session(database, self.stack, self.shared.user_id, self.shared.username).session_id

    def token(self, method: str, path: str) -> str:
        """A fresh access token."""
        with self.lock:
            account = self.new() if (method, path) in ENDING else self.shared
        return sign_access(self.stack, account.user_id, account.session_id)


USERS = Users()


@schemathesis.auth(refresh_interval=None)
class Authentication:
    """The header Authorization."""

    def get(self, case: Case[Any], context: AuthContext) -> str:
        """A token for this call."""
        return USERS.token(context.operation.method.upper(), context.operation.path)

    def set(self, case: Case[Any], data: str, context: AuthContext) -> None:
        """Sends it."""
        case.headers["Authorization"] = f"Bearer {data}"


def spelled(value: Any) -> Any:
    """JSON Schema counts 1.0 among the integers; here an integer is written as one."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: spelled(member) for name, member in value.items()}
    return [spelled(element) for element in value] if isinstance(value, list) else value


def without_repetition(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A bulk in which no id stands twice."""
    seen: set[Any] = set()
    kept = []
    for change in changes:
        if change.get("id") not in seen:
            kept.append(change)
        if "id" in change:
            seen.add(change["id"])
    return kept


def uncommon(password: str) -> str:
    """A password that may be chosen, as like the given one as it can be."""
    encoded = password.encode()
    if len(encoded) < UNCOMMON:
        encoded += uuid.uuid4().hex.encode()
    return encoded[:LONGEST].decode(errors="ignore")


def correct(case: Case[Any]) -> Any:
    """A valid request's body, as the rules want it that no schema can say."""
    body = spelled(case.body)
    if not isinstance(body, dict):
        return body
    path = case.operation.path
    if path == "/todos/bulk/":
        body["changes"] = without_repetition(body["changes"])
    if path in CHOSEN:
        body[CHOSEN[path]] = uncommon(body[CHOSEN[path]])
    if path == "/auth/password/":
        body["old"] = PASSWORD
    if body.get("time_zone", ZONE) not in ZONES:
        body["time_zone"] = ZONE
    # Only a cookie, which Schemathesis has not, may stand for it.
    if path == "/auth/token/refresh/" and "refresh" not in body:
        body["refresh"] = USERS.new().refresh
    return body


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Makes of what the schema allows what the service promises to take: the rules that no schema can say."""
    # What links put into a header may be a number.
    for name, value in list(case.headers.items()):
        case.headers[name] = value if isinstance(value, str) else str(value)
    # Each call from an address of its own, so that no number of wrong passwords spends the tries of one.
    case.headers["X-Forwarded-For"] = str(ipaddress.IPv6Address(0x20010DB8 << 96 | secrets.randbits(96)))
    # The web server passes no empty header on: it is as if none were sent. This one is as bad.
    if case.headers.get("Idempotency-Key") == "":
        case.headers["Idempotency-Key"] = "a b"
    # The list of logins names the one that every request needs.
    if case.path_parameters.get("session") == USERS.shared.session_id:
        case.path_parameters["session"] = USERS.other_session()
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    # A cursor is taken from a Link header; no other text is one.
    if case.query and "cursor" in case.query:
        del case.query["cursor"]
    # A key is new for each request: the tests send few different ones.
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    case.body = correct(case)
