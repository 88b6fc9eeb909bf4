"""Makes accounts with a session straight in the database, where a registration over HTTP is not what is tested."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

import psycopg

import tokens
from stack import Stack

# No password belongs to it: crypto_pwhash_str_verify refuses it at once.
NO_PASSWORD = "!"
# What the tests' users who have a password have.
PASSWORD = "strongpassword123"


@dataclass(frozen=True)
class Account:
    """An account and one of its sessions."""

    user_id: int
    username: str
    session_id: str
    access: str
    refresh: str


def sign_access(stack: Stack, user_id: int, session_id: str, /, **changes: Any) -> str:
    """An access token of a session; changes as access_claims takes them."""
    return tokens.sign(tokens.access_claims(user_id, session_id, **changes), stack.settings["JWT_SIGNING_KEY"])


def make_account(database: psycopg.Connection[Any], stack: Stack, password_hash: str = NO_PASSWORD) -> Account:
    """A new account, logged in."""
    username = f"user{secrets.token_hex(8)}"
    made = database.execute(
        "insert into auth.account (username, username_key, password_hash) values (%s, %s, %s) returning user_id",
        (username, username, password_hash),
    ).fetchone()
    assert made is not None
    return open_session(database, stack, made[0], username)


def open_session(database: psycopg.Connection[Any], stack: Stack, user_id: int, username: str) -> Account:
    """Another session of an account, as a login opens it."""
    session_id = str(uuid.uuid4())
    refresh = tokens.refresh_token(session_id, stack.settings["REFRESH_TOKEN_KEY"])
    database.execute(
        "insert into auth.session (session_id, user_id, refresh_hash, expires_at)"
        " values (%s, %s, %s, now() + interval '1 day')",
        (session_id, user_id, tokens.refresh_hash(refresh)),
    )
    return Account(user_id, username, session_id, sign_access(stack, user_id, session_id), refresh)
