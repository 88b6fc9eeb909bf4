"""Failed logins and registrations cost a budget: of an account from an address, of an address, of its network."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from accounts import PASSWORD
from cgi_program import CgiProgram
from client import Client, User
from description import Description
from problems import assert_problem
from stack import Stack

Login = Callable[..., Any]


@pytest.fixture(scope="module")
def auth(stack: Stack, description: Description) -> CgiProgram:
    """auth as plain CGI, for settings and variables of the test's own."""
    return CgiProgram(stack, description, "auth")


@pytest.fixture
def address() -> str:
    """An address in a network of the test's own."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(250)}"


def login(client: Client, username: str, password: str, address: str) -> Any:
    """Logs in as from an address; the instance under test trusts 127.0.0.1 as a proxy."""
    body = {"username": username, "password": password}
    return client.post("/auth/token/", json=body, headers={"X-Forwarded-For": address})


def spend(database: psycopg.Connection[Any], key: str, seconds: float) -> None:
    """Lets a budget be spent until so many seconds from now."""
    database.execute("insert into auth.throttle values (%s, now() + make_interval(secs => %s))", (key, seconds))


def budget(database: psycopg.Connection[Any], key: str) -> float:
    """Until how many seconds from now a budget is spent, 0 for a whole one."""
    row = database.execute(
        "select greatest(0, extract(epoch from spent_until - now())) from auth.throttle where key = %s", (key,)
    ).fetchone()
    return float(row[0]) if row else 0.0


def test_eleventh_wrong_password_has_to_wait(client: Client, user_with_password: User, address: str) -> None:
    name = user_with_password.account.username
    for _ in range(10):
        assert_problem(login(client, name, "wrong password", address), 401, "wrong_credentials")

    answer = login(client, name, "wrong password", address)

    assert_problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 90
    assert_problem(login(client, name, PASSWORD, address), 429, "too_many_requests")
    assert login(client, name.upper(), PASSWORD, address).status_code == 429


def test_name_that_nobody_has_is_throttled_alike(client: Client, address: str) -> None:
    name = secrets.token_hex(8)
    for _ in range(10):
        assert_problem(login(client, name, "wrong password", address), 401, "wrong_credentials")

    assert_problem(login(client, name, "wrong password", address), 429, "too_many_requests")


def test_many_at_once_get_no_more_tries(client: Client, user_with_password: User, address: str) -> None:
    name = user_with_password.account.username

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: login(client, name, "wrong password", address).status_code, range(40)))

    assert sorted(answers) == [401] * 10 + [429] * 30


def test_strangers_tries_do_not_lock_out_the_owner(client: Client, user_with_password: User, address: str) -> None:
    name = user_with_password.account.username
    for _ in range(11):
        login(client, name, "wrong password", address)

    assert login(client, name, PASSWORD, "192.0.2.77").status_code == 200


def test_budget_fills_up_again(
    client: Client, user_with_password: User, address: str, database: psycopg.Connection[Any]
) -> None:
    name = user_with_password.account.username
    for _ in range(11):
        login(client, name, "wrong password", address)
    database.execute(
        "update auth.throttle set spent_until = spent_until - interval '91 seconds' where key like %s",
        (f"login/%/{address}",),
    )

    assert login(client, name, "wrong password", address).status_code == 401
    assert login(client, name, "wrong password", address).status_code == 429


def test_right_password_gives_everything_back(
    client: Client, user_with_password: User, address: str, database: psycopg.Connection[Any]
) -> None:
    name = user_with_password.account.username
    network = address.rpartition(".")[0] + ".0/24"
    for _ in range(5):
        login(client, name, "wrong password", address)
    before = [budget(database, f"login/{key}") for key in (address, network)]

    for _ in range(12):
        assert login(client, name, PASSWORD, address).status_code == 200

    assert database.execute("select 1 from auth.throttle where key like %s", (f"login/%/{address}",)).fetchone() is None
    after = [budget(database, f"login/{key}") for key in (address, network)]
    assert all(0 <= one <= other for one, other in zip(after, before, strict=True))


def test_spent_address_stops_logins_to_every_account(
    client: Client, user_with_password: User, address: str, database: psycopg.Connection[Any]
) -> None:
    spend(database, f"login/{address}", 960)

    for name in (user_with_password.account.username, secrets.token_hex(8)):
        assert_problem(login(client, name, PASSWORD, address), 429, "too_many_requests")


@pytest.mark.parametrize(
    "spent,near,far",
    [("10.0.5.0/24", "10.0.5.200", "10.0.6.1"), ("2001:db8:5:6::/64", "2001:db8:5:6:7::8", "2001:db8:5:7::8")],
)
def test_spent_network_stops_logins_from_all_its_addresses(
    client: Client, user_with_password: User, database: psycopg.Connection[Any], spent: str, near: str, far: str
) -> None:
    name = user_with_password.account.username
    database.execute("delete from auth.throttle where key = %s", (f"login/{spent}",))
    spend(database, f"login/{spent}", 960)

    assert_problem(login(client, name, PASSWORD, near), 429, "too_many_requests")
    assert login(client, name, PASSWORD, far).status_code == 200


def test_address_that_logged_in_before_needs_only_its_own_budget(
    client: Client, user_with_password: User, address: str, database: psycopg.Connection[Any]
) -> None:
    name = user_with_password.account.username
    assert login(client, name, PASSWORD, address).status_code == 200
    for key in (address, address.rpartition(".")[0] + ".0/24"):
        database.execute("delete from auth.throttle where key = %s", (f"login/{key}",))
        spend(database, f"login/{key}", 960)

    assert login(client, name, PASSWORD, address).status_code == 200
    for _ in range(10):
        assert login(client, name, "wrong password", address).status_code == 401
    assert_problem(login(client, name, PASSWORD, address), 429, "too_many_requests")


def test_ipv6_address_of_a_familiar_network_is_familiar(
    client: Client, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    name, prefix = user_with_password.account.username, f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"
    assert login(client, name, PASSWORD, f"{prefix}::1").status_code == 200
    assert login(client, name, PASSWORD, f"{prefix}:ffff::2").status_code == 200

    rows = database.execute(
        "select count(*) from auth.familiar_address where user_id = %s", (user_with_password.account.user_id,)
    ).fetchone()

    assert rows == (1,)


def test_refused_try_is_not_hashed(
    client: Client, user_with_password: User, address: str, database: psycopg.Connection[Any]
) -> None:
    spend(database, f"login/{address}", 960)
    name = user_with_password.account.username

    refused = min(login(client, name, PASSWORD, address).elapsed for _ in range(5))
    hashed = min(login(client, name, "wrong password", "192.0.2.78").elapsed for _ in range(5))

    assert refused < hashed / 2


def test_client_cannot_choose_its_address(auth: CgiProgram, database: psycopg.Connection[Any], address: str) -> None:
    body = b'{"username":"nobody","password":"wrong password"}'
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}

    auth.request("POST", "/auth/token/", headers, body, settings={"TRUSTED_PROXIES": "127.0.0.1"})

    assert budget(database, f"login/{address}") == 0
    assert budget(database, "login/192.0.2.1") > 0


@pytest.mark.parametrize(
    "forwarded,counted",
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("203.0.113.9,10.1.2.3 , 10.9.9.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:DB8:0:0::9", "2001:db8::9"),
        ("203.0.113.9, nonsense", "192.0.2.1"),
        ("203.0.113.9:1234", "192.0.2.1"),
        ("", "192.0.2.1"),
        ("203.0.113.9,", "192.0.2.1"),
        ("10.1.2.3", "10.1.2.3"),
    ],
)
def test_last_address_that_is_no_trusted_proxy_counts(
    auth: CgiProgram, user: User, forwarded: str, counted: str
) -> None:
    headers = {"Content-Type": "application/json", "X-Forwarded-For": forwarded}
    body = f'{{"refresh":"{user.account.refresh}"}}'.encode()

    auth.request(
        "POST",
        "/auth/token/refresh/",
        headers,
        body,
        settings={"TRUSTED_PROXIES": "192.0.2.0/28, 10.0.0.0/8 2001:db8:f::/48"},
    )

    assert user.get("/auth/sessions/").json()[0]["address"] == counted


@pytest.mark.parametrize("proxies", ["10.0.0.0/33", "nonsense", "10.0.0", "2001:db8::/129", "10.0.0.0/x", "10.0.0.0/"])
def test_list_of_proxies_must_be_well_formed(stack: Stack, proxies: str) -> None:
    checked = subprocess.run(
        [stack.program("auth"), "-n"],
        env={"PATH": os.environ["PATH"], "TASKLIGHT_CONFIG": stack.settings["TASKLIGHT_CONFIG"], "DATABASE_URL": "x"}
        | {"TRUSTED_PROXIES": f"127.0.0.1 {proxies}"},
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stderr.count("\n")) == (78, 1)
    assert "TRUSTED_PROXIES" in checked.stderr


def test_limits_can_be_set(auth: CgiProgram, user_with_password: User, address: str) -> None:
    body = f'{{"username":"{user_with_password.account.username}","password":"wrong password"}}'.encode()

    statuses = [
        auth.request(
            "POST",
            "/auth/token/",
            {"Content-Type": "application/json"},
            body,
            settings={"REMOTE_ADDR": address, "LOGIN_LIMIT_ACCOUNT": "2", "LOGIN_PERIOD": "3600"},
        ).status_code
        for _ in range(3)
    ]

    assert statuses == [401, 401, 429]


@pytest.mark.parametrize("limit", ["REGISTER_LIMIT_ADDRESS", "REGISTER_LIMIT_NETWORK"])
def test_registrations_of_an_address_come_to_an_end(auth: CgiProgram, address: str, limit: str) -> None:
    def register(from_address: str) -> Any:
        body = f'{{"username":"user{secrets.token_hex(8)}","password":"strongpassword123"}}'.encode()
        headers = {"Content-Type": "application/json"}
        return auth.request(
            "POST", "/auth/register/", headers, body, settings={"REMOTE_ADDR": from_address, limit: "2"}
        )

    statuses = [register(address).status_code for _ in range(2)]
    refused = register(address)

    assert statuses == [201, 201]
    assert_problem(refused, 429, "too_many_requests")
    assert int(refused.headers["retry-after"]) > 1
    neighbour = f"{address.rpartition('.')[0]}.{(int(address.rpartition('.')[2]) + 1) % 256}"
    assert register(neighbour).status_code == (429 if limit == "REGISTER_LIMIT_NETWORK" else 201)


def test_registration_is_refused_over_http_too(client: Client, address: str, database: psycopg.Connection[Any]) -> None:
    spend(database, f"register/{address}", 3660)
    body = {"username": f"user{secrets.token_hex(8)}", "password": "strongpassword123"}

    answer = client.post("/auth/register/", json=body, headers={"X-Forwarded-For": address})

    assert_problem(answer, 429, "too_many_requests")
    assert client.post("/auth/register/", json=body).status_code == 201


def test_taken_name_costs_nothing(client: Client, user: User, address: str, database: psycopg.Connection[Any]) -> None:
    body = {"username": user.account.username, "password": "strongpassword123"}

    answer = client.post("/auth/register/", json=body, headers={"X-Forwarded-For": address})

    assert_problem(answer, 409, "taken", field="username")
    assert budget(database, f"register/{address}") == 0


def test_log_has_the_clients_address(stack: Stack, client: Client, address: str) -> None:
    request_id = f"address-{secrets.token_hex(8)}"

    client.get("/auth/profile/", headers={"X-Forwarded-For": address, "X-Request-Id": request_id})

    assert [line["remote_addr"] for line in stack.lines_about("auth", request_id)] == [address]
