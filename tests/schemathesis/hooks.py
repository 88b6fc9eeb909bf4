"""Who Schemathesis is for the running instance, and what a description cannot say about valid requests."""

from __future__ import annotations

import sys
import threading
import uuid
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import strategies as st

import schemathesis
from schemathesis import AuthContext, Case, GenerationMode, HookContext

sys.path.append(str(Path(__file__).resolve().parent.parent / "api"))

from accounts import Account, make_account, sign_access
from stack import Stack

# Operations that end the session or the account of whoever calls them: each call has an account of its own.
ENDING = {("POST", "/auth/logout/"), ("DELETE", "/auth/profile/")}

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
        self.shared = self.new()

    def new(self) -> Account:
        """A new account, logged in."""
        with psycopg.connect(self.stack.admin_url, autocommit=True) as database:
            return make_account(database, self.stack)

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


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Makes of what the schema allows what the service promises to take: the rules that no schema can say."""
    # What links put into a header may be a number.
    for name, value in list(case.headers.items()):
        case.headers[name] = value if isinstance(value, str) else str(value)
    # The web server passes no empty header on: it is as if none were sent. This one is as bad.
    if case.headers.get("Idempotency-Key") == "":
        case.headers["Idempotency-Key"] = "a b"
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    # A cursor is taken from a Link header; no other text is one.
    if case.query and "cursor" in case.query:
        del case.query["cursor"]
    # A key is new for each request: the tests send few different ones.
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    body = spelled(case.body)
    if case.operation.path == "/todos/bulk/" and isinstance(body, dict):
        body["changes"] = without_repetition(body["changes"])
    case.body = body
