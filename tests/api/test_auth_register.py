"""POST /auth/register/: which names and addresses there may be, and whose they are then."""

from __future__ import annotations

import secrets
from typing import Any

import psycopg
import pytest

from accounts import PASSWORD
from client import Client, User
from problems import assert_problem


def register(client: Client, username: str, **fields: Any) -> Any:
    """Asks for an account."""
    return client.post("/auth/register/", json={"username": username, "password": PASSWORD} | fields)


def log_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    """Asks for tokens."""
    return client.post("/auth/token/", json={"username": username, "password": password})


def mark() -> str:
    """Letters that make a name new in every run."""
    return secrets.token_hex(6)


def test_new_account_is_answered_and_can_log_in(client: Client) -> None:
    username, email = f"Anna-{mark()}", f"anna.{mark()}@example.com"

    answer = register(client, username, email=email)

    assert answer.status_code == 201
    user = answer.json()["user"]
    assert (user["username"], user["email"], type(user["id"])) == (username, email, int)
    assert answer.headers["location"] == "/auth/profile/"
    tokens = log_in(client, username).json()
    profile = client.get("/auth/profile/", token=tokens["access"]).json()
    assert {name: profile[name] for name in user} == user


@pytest.mark.parametrize("fields", [{}, {"email": ""}, {"email": None}], ids=str)
def test_address_may_be_absent(client: Client, fields: dict[str, Any]) -> None:
    for _ in range(2):
        answer = register(client, f"anna{mark()}", **fields)

        assert (answer.status_code, answer.json()["user"]["email"]) == (201, "")


@pytest.mark.parametrize(
    "pattern",
    [
        "a.b+c-d_e@f{}",
        "{}",
        "علی{}",
        "سارا_{}",
        "Ольга{}",
        "王小明{}",
        "Zoë{}",
        "ÅSA{}",
        "İbrahim{}",
        "Ⅷ{}",
        "١٢٣{}",
        "देवनागरी{}",
        "A" * 138 + "{}",
    ],
)
def test_name_of_any_script_works(client: Client, pattern: str) -> None:
    username = pattern.format(mark())

    answer = register(client, username)

    assert answer.status_code == 201, answer.text
    assert log_in(client, username).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "a b{}", " {}", "{} ", "a\t{}", "a\n{}", "a/{}", "a\\{}", "a:{}", "a'{}", 'a"{}', "<{}>", "a,{}", "a;{}", "a#{}", "a%{}", "a&{}",
        "a?{}", "a*{}", "a=({})", "[{}]", "{}!", "{}$", "{}^", "{}~", "{}`", "{}|", "a\u200c{}", "a\u200d{}", "a\u200e{}", "a\u202e{}", "a\u00ad{}",
        "a\ufeff{}", "😀{}", "a\u00a0{}", "a\u3000{}", "a\x7f{}", "a\x85{}", "a\ue000{}", "a\uffff{}", "a\u2028{}", "½x{}", "€{}",
    ],
    ids=ascii,
)  # fmt: skip
def test_character_that_names_cannot_have_is_refused(client: Client, name: str) -> None:
    answer = register(client, name.format(mark()))

    assert_problem(answer, 422, "invalid", field="username", code="format")


@pytest.mark.parametrize("name", ["a", "ab", "é", "علی"[:2], "e\u0301\u0301"[:2]], ids=ascii)
def test_name_below_three_characters_is_refused(client: Client, name: str) -> None:
    assert_problem(register(client, name), 422, "invalid", field="username", code="too_short")


@pytest.mark.parametrize("letter", ["a", "م", "𠀋"])
def test_name_has_at_most_150_characters(client: Client, letter: str) -> None:
    marked = mark()

    accepted = register(client, letter * 138 + marked)
    refused = register(client, letter * 139 + marked)

    assert accepted.status_code == 201, accepted.text
    assert_problem(refused, 422, "invalid", field="username", code="too_long")


@pytest.mark.parametrize(
    "first,second",
    [
        ("Anna{}", "anna{}"),
        ("anna{}", "ANNA{}"),
        ("Straße{}", "STRASSE{}"),
        ("Σίσυφος{}", "ΣΊΣΥΦΟΣ{}"),
        ("Ольга{}", "ОЛЬГА{}"),
        ("ａｎｎａ{}", "anna{}"),
        ("ﬁn{}", "fin{}"),
        ("Zoe\u0308{}", "zoë{}"),
        ("Ⅷ{}", "viii{}"),
        ("\u0643\u0650\u062a{}", "\u0643\u0650\u062a{}"),
        ("\ufeb2\ufe8e{}", "سا{}"),
    ],
    ids=ascii,
)
def test_names_that_read_the_same_are_the_same(client: Client, first: str, second: str) -> None:
    marked = mark()
    assert register(client, first.format(marked)).status_code == 201

    assert_problem(register(client, second.format(marked)), 409, "taken", field="username", code="taken")
    assert log_in(client, second.format(marked)).status_code == 200


def test_name_is_kept_in_its_composed_form(client: Client) -> None:
    marked = mark()

    assert register(client, f"Zoe\u0308{marked}").json()["user"]["username"] == f"Zo\u00eb{marked}"


def test_accents_make_another_name(client: Client) -> None:
    marked = mark()

    assert [register(client, name + marked).status_code for name in ("resume", "résumé")] == [201, 201]


@pytest.mark.parametrize(
    "email",
    [
        "a@b.co",
        "first.last+tag@sub.example.com",
        "o'hara@example.com",
        "用户@例子.公司",
        "a" * 64 + "@example.com",
        "x@" + "a" * 60 + ".com",
    ],
)
def test_address_is_accepted_and_kept(client: Client, email: str) -> None:
    local, _, domain = email.partition("@")
    email = f"{local}@{mark()}.{domain}"

    answer = register(client, f"anna{mark()}", email=email)

    assert (answer.status_code, answer.json()["user"]["email"]) == (201, email)


@pytest.mark.parametrize(
    "email",
    [
        "plain", "@", "@example.com", "a@", "a@b", "a@.com", "a@b.", "a@b@c.com", "a b@c.com", "a@b c.com", "a@b.com ", " a@b.com",
        "a\t@b.com", "a@b\n.com", "a\x7f@b.com", "a" * 65 + "@example.com",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    assert_problem(register(client, f"anna{mark()}", email=email), 422, "invalid", field="email", code="format")


def test_address_has_at_most_254_characters(client: Client) -> None:
    domain = f"{mark()}." + "x" * (254 - 16 - len("a@.com") + 3)
    longest = f"a@{domain}"[: 254 - 4] + ".com"
    assert len(longest) == 254

    accepted = register(client, f"anna{mark()}", email=longest)
    refused = register(client, f"anna{mark()}", email="b" + longest)

    assert accepted.status_code == 201, accepted.text
    assert_problem(refused, 422, "invalid", field="email", code="too_long")


def test_address_belongs_to_one_account_in_any_case(client: Client) -> None:
    email = f"Anna.{mark()}@Example.com"
    assert register(client, f"anna{mark()}", email=email).status_code == 201

    answer = register(client, f"anna{mark()}", email=email.lower())

    assert_problem(answer, 409, "taken", field="email", code="taken")


def test_taken_name_is_named_before_the_taken_address(client: Client) -> None:
    username, email = f"anna{mark()}", f"{mark()}@example.com"
    register(client, username, email=email)

    assert_problem(register(client, username, email=email), 409, "taken", field="username")


def test_name_and_address_are_free_after_a_deletion(client: Client) -> None:
    username, email = f"anna{mark()}", f"{mark()}@example.com"
    first = register(client, username, email=email).json()["user"]["id"]
    access = log_in(client, username).json()["access"]
    assert client.request("DELETE", "/auth/profile/", token=access).status_code == 204

    answer = register(client, username.upper(), email=email)

    assert answer.status_code == 201
    assert answer.json()["user"]["id"] > first
    profile = client.get("/auth/profile/", token=log_in(client, username).json()["access"])
    assert profile.json()["id"] == answer.json()["user"]["id"]


def test_password_is_kept_as_an_argon2id_hash(client: Client, database: psycopg.Connection[Any]) -> None:
    username = f"anna{mark()}"
    register(client, username)

    row = database.execute("select password_hash from auth.account where username = %s", (username,)).fetchone()

    assert row is not None
    assert row[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "گذرواژهٔ قوی",
        "😀😀😀😀",
        "        ",
        "p\u0000w\u0001"[:1] * 8,
        "\x01" * 8,
        "'; -- \\ \" x",
    ],
)
def test_password_of_any_characters_works(client: Client, password: str) -> None:
    username = f"anna{mark()}"

    made = register(client, username, password=password * 2)

    assert made.status_code == 201
    assert log_in(client, username, password * 2).status_code == 200
    assert log_in(client, username, password * 2 + " ").status_code == 401


def test_password_is_compared_byte_by_byte(client: Client) -> None:
    username = f"anna{mark()}"
    register(client, username, password="Passwörd1")

    assert [
        log_in(client, username, p).status_code for p in ("Passwörd1", "passwörd1", "Passwo\u0308rd1", "Passwörd")
    ] == [200, 401, 401, 401]


def test_token_is_neither_needed_nor_looked_at(client: Client, user: User) -> None:
    for token in (user.account.access, "nonsense"):
        answer = client.post("/auth/register/", json={"username": f"anna{mark()}", "password": PASSWORD}, token=token)

        assert answer.status_code == 201
