"""Makes tokens as the instance would, from its own keys, so that a test can say exactly what is in them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import uuid
from typing import Any

# What the programs' own encoder writes, byte for byte.
HEADER = '{"alg":"HS256","typ":"JWT"}'


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, appendix C)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base64url_decode(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def payload(token: str) -> dict[str, Any]:
    """The claims of an access token, whatever its signature."""
    claims: dict[str, Any] = json.loads(base64url_decode(token.split(".")[1]))
    return claims


def access_claims(user_id: int, session_id: str, /, **changes: Any) -> dict[str, Any]:
    """The claims of a good access token; changes win, and the value ... leaves a claim out."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "user_id": user_id,
        "sub": str(user_id),
        "jti": str(uuid.uuid4()),
        "sid": session_id,
        "iat": now,
        "exp": now + 300,
        "auth_time": now,
        "token_type": "access",
        "scope": "read write",
    }
    return {name: value for name, value in (claims | changes).items() if value is not ...}


def sign(claims: dict[str, Any] | bytes, key: str, header: str = HEADER, digest: str = "sha256") -> str:
    """A JWT with an HMAC of header and claims."""
    body = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    signed = f"{base64url(header.encode())}.{base64url(body)}"
    return f"{signed}.{base64url(hmac.new(key.encode(), signed.encode(), digest).digest())}"


def refresh_token(session_id: str, key: str) -> str:
    """A refresh token of a session, as auth makes them at a login."""
    bound = uuid.UUID(session_id).bytes + secrets.token_bytes(32)
    return base64url(bound + hmac.new(key.encode(), b"t" + bound, hashlib.sha256).digest())


def refresh_hash(token: str) -> str:
    """What auth stores of a refresh token."""
    return hashlib.sha256(base64url_decode(token)).hexdigest()
