"""openapi.json and the programs say the same: routes, who may call them, examples, problems."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest

from client import Client
from description import Description
from stack import Stack


def described(description: Description) -> set[tuple[str, str, str]]:
    """Method, path without the names of its parameters, and who may call."""
    found = set()
    for operation in description.operations:
        if operation.template.startswith(("/auth/", "/todos/")):
            access = "public" if operation.content.get("security") == [] else "user"
            found.add((operation.method.upper(), re.sub(r"\{\w+\}", "{}", operation.template), access))
    return found


def test_routes_of_the_programs_are_described_and_no_others(stack: Stack, description: Description) -> None:
    routes = set()
    for name in ("auth", "todos"):
        told = subprocess.run([stack.program(name), "--routes"], capture_output=True, text=True, timeout=10, check=True)
        for line in told.stdout.splitlines():
            method, path, access = line.split()
            routes.add((method, re.sub(r"\{\w+\}", "{}", path), access))

    assert routes == described(description)
    assert len(routes) > 10


def test_every_operation_has_its_own_id_and_words(description: Description) -> None:
    names = [operation.content["operationId"] for operation in description.operations]

    assert len(set(names)) == len(names)
    for operation in description.operations:
        assert operation.content["summary"] and operation.content["description"] and operation.content["tags"], (
            operation
        )


def examples(node: Any) -> list[tuple[dict[str, Any], Any]]:
    """Every schema with an example that stands beside it."""
    found = []
    if isinstance(node, dict):
        if "schema" in node:
            found += [(node["schema"], node["example"])] if "example" in node else []
            found += [(node["schema"], example["value"]) for example in node.get("examples", {}).values()]
        for child in node.values():
            found += examples(child)
    if isinstance(node, list):
        for child in node:
            found += examples(child)
    return found


def test_examples_are_as_their_schemas_say(description: Description) -> None:
    found = examples(description.document["paths"]) + examples(description.document["components"])

    assert len(found) > 10
    for schema, example in found:
        assert description.mistakes(schema, example) == [], example


def test_every_problem_is_explained_on_its_page(stack: Stack, client: Client) -> None:
    told = subprocess.run([stack.program("auth"), "--problems"], capture_output=True, text=True, timeout=10, check=True)
    words = {line.split("\t")[0] for line in told.stdout.splitlines()}

    anchors = set(re.findall(r'id="([a-z_]+)"', client.get("/docs/problems/").text))

    assert len(words) > 15
    assert words <= anchors


@pytest.mark.parametrize("path", ["/docs/problems", "/docs/problems/"])
def test_type_of_a_problem_is_an_address(client: Client, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 200


def test_schema_that_is_too_strict_would_be_noticed(description: Description) -> None:
    todo = description.document["components"]["schemas"]["Todo"]

    assert description.mistakes(todo, todo["example"]) == []
    assert description.mistakes(todo, todo["example"] | {"more": 1})
    assert description.mistakes(todo, todo["example"] | {"created_at": "yesterday"})
    assert description.mistakes(todo, {name: value for name, value in todo["example"].items() if name != "version"})
