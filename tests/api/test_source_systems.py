"""The calls and shapes that clients of the first system rely on, the lines of its README among them."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

import tokens
from client import Client, User
from problems import assert_problem
from stack import Stack
from waiting import eventually

REGISTER = """curl -X POST   http://localhost:8000/auth/register/ -H "Content-Type: application/json" -d '{"username": "testuser", "email": "test@example.com", "password": "strongpassword123"}'"""
LOGIN = """curl -X POST   http://localhost:8000/auth/token/    -H "Content-Type: application/json" -d '{"username": "testuser", "password": "strongpassword123"}'"""
DELETE = """curl -X DELETE http://localhost:8000/auth/profile/  -H "Authorization: Bearer <ACCESS>\""""
TASK_FIELDS = {"id", "title", "description", "completed", "created_at", "updated_at", "user_id"}


@pytest.fixture
def names_are_free(database: psycopg.Connection[Any]) -> None:
    """Takes the README's name and address from an account that an interrupted run left."""
    database.execute(
        "update auth.account set username = user_id, username_key = user_id, email = null, email_key = null"
        " where username_key = 'testuser' or email_key = 'test@example.com'"
    )


@pytest.fixture
def curl(stack: Stack) -> Callable[[str], tuple[int, Any]]:
    """Runs a line of the README on this instance's port; the status and the JSON that came."""

    def run(line: str) -> tuple[int, Any]:
        line = line.replace("localhost:8000", f"localhost:{stack.port}") + " -s -m 10 -w '\\n%{http_code}'"
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=20, check=True)
        body, _, status = done.stdout.rpartition("\n")
        return int(status), json.loads(body) if body else None

    return run


@pytest.mark.smoke
@pytest.mark.usefixtures("names_are_free")
def test_lines_of_the_readme_work_unchanged(
    curl: Callable[[str], tuple[int, Any]], database: psycopg.Connection[Any]
) -> None:
    status, registered = curl(REGISTER)
    assert status == 201
    assert registered["message"] == "User created successfully."
    assert registered["user"].items() >= {"username": "testuser", "email": "test@example.com"}.items()

    status, session = curl(LOGIN)
    assert status == 200
    assert set(session) >= {"access", "refresh"}

    status, body = curl(DELETE.replace("<ACCESS>", session["access"]))
    assert (status, body) == (204, None)
    left = database.execute("select 1 from auth.account where username_key = 'testuser'").fetchall()
    assert left == []


def test_wrong_password_has_a_detail(client: Client) -> None:
    answer = client.post("/auth/token/", json={"username": secrets.token_hex(8), "password": "strongpassword123"})

    assert answer.status_code == 401
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.smoke
@pytest.mark.parametrize("prefix", ["/auth/token", "/api/token"])
def test_tokens_are_obtained_refreshed_and_verified_under_both_names(
    user_with_password: User, client: Client, prefix: str
) -> None:
    username = user_with_password.account.username

    session = client.post(f"{prefix}/", json={"username": username, "password": "strongpassword123"})
    assert session.status_code == 200
    refreshed = client.post(f"{prefix}/refresh/", json={"refresh": session.json()["refresh"]})
    assert refreshed.status_code == 200
    verified = client.post(f"{prefix}/verify/", json={"token": refreshed.json()["access"]})
    assert verified.status_code == 200


def test_access_token_has_the_claims_of_the_first_system(client: Client, user_with_password: User) -> None:
    account = user_with_password.account
    answer = client.post("/auth/token/", json={"username": account.username, "password": "strongpassword123"})

    claims = tokens.payload(answer.json()["access"])

    assert claims["user_id"] == account.user_id
    assert claims["token_type"] == "access"
    assert claims["exp"] - claims["iat"] == 300
    assert isinstance(claims["jti"], str) and claims["jti"]


def test_access_token_is_signed_with_the_shared_key(stack: Stack, client: Client, user_with_password: User) -> None:
    answer = client.post(
        "/auth/token/", json={"username": user_with_password.account.username, "password": "strongpassword123"}
    )
    header, body, _ = answer.json()["access"].split(".")

    again = tokens.sign(tokens.base64url_decode(body), stack.settings["JWT_SIGNING_KEY"])

    assert again == answer.json()["access"]
    assert tokens.base64url_decode(header).decode() == tokens.HEADER


def test_profile_has_id_name_and_address(user: User) -> None:
    profile = user.get("/auth/profile/")

    assert profile.status_code == 200
    expected = {"id": user.account.user_id, "username": user.account.username, "email": ""}
    assert profile.json().items() >= expected.items()


@pytest.mark.smoke
@pytest.mark.parametrize("prefix", ["/tasks", "/todos"])
def test_list_of_tasks_is_an_array_newest_first(user: User, prefix: str) -> None:
    assert user.get(f"{prefix}/").json() == []
    made = [user.todo(f"number {number}")["id"] for number in range(3)]

    answer = user.get(f"{prefix}/")

    assert answer.status_code == 200
    assert [task["id"] for task in answer.json()] == made[::-1]


@pytest.mark.smoke
@pytest.mark.parametrize("prefix", ["/tasks", "/todos"])
def test_task_is_created_read_changed_and_deleted(user: User, prefix: str) -> None:
    created = user.post(f"{prefix}/", json={"title": "buy milk", "description": "two litres"})
    assert created.status_code == 201
    task = created.json()
    assert set(task) >= TASK_FIELDS
    assert (task["title"], task["description"], task["completed"]) == ("buy milk", "two litres", False)
    assert (type(task["id"]), task["user_id"]) == (int, user.account.user_id)

    address = f"{prefix}/{task['id']}/"
    assert user.get(address).json() == task
    assert user.put(address, json={"title": "buy bread"}).json()["title"] == "buy bread"
    assert user.patch(address, json={"completed": True}).json()["completed"] is True
    assert user.delete(address).status_code == 204
    assert user.get(f"{prefix}/").json() == []


@pytest.mark.parametrize("prefix", ["/tasks", "/todos"])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_task_of_another_user_is_not_found(new_user: Callable[[], User], prefix: str, method: str) -> None:
    owner, stranger = new_user(), new_user()
    stranger.todo("the stranger's own")
    task = owner.todo("the owner's")
    body = {"title": "taken over"} if method in ("PUT", "PATCH") else None

    answer = stranger.request(method, f"{prefix}/{task['id']}/", json=body)

    assert_problem(answer, 404, "not_found")
    assert owner.get(f"{prefix}/{task['id']}/").json() == task


def test_user_id_header_is_believed_by_nobody(new_user: Callable[[], User], client: Client) -> None:
    owner = new_user()
    task = owner.todo("the owner's")
    for name in ("X-User-ID", "X_User_Id", "X-User-Id"):
        headers = {name: str(owner.account.user_id)}

        assert_problem(client.get(f"/tasks/{task['id']}/", headers=headers), 401, "unauthenticated")
        assert_problem(new_user().get(f"/tasks/{task['id']}/", headers=headers), 404, "not_found")


@pytest.mark.parametrize("host", ["auth", "todos", "localhost", "127.0.0.1", "example.com", "user-service:8000"])
def test_forged_host_opens_nothing(client: Client, host: str) -> None:
    assert_problem(client.get("/todos/", headers={"Host": host}), 401, "unauthenticated")


def test_times_are_rfc_3339_in_utc(user: User) -> None:
    task = user.todo()

    for name in ("created_at", "updated_at"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", task[name])


def test_deleted_user_creates_no_task(stack: Stack, user: User, database: psycopg.Connection[Any]) -> None:
    user.todo()
    assert user.delete("/auth/profile/").status_code == 204
    eventually(
        lambda: database.execute(
            "select 1 from todos.owner where user_id = %s and deleted_at is not null", (user.account.user_id,)
        ).fetchone(),
        "todos knows of the deletion",
    )

    assert_problem(user.post("/tasks/", json={"title": "too late"}), 401, "gone")
    assert_problem(user.get("/tasks/"), 401, "gone")
    assert_problem(user.get("/todos/1/"), 401, "gone")
    assert_problem(user.get("/todos/changes/"), 401, "gone")
    assert_problem(user.get("/auth/profile/"), 401, "gone")
