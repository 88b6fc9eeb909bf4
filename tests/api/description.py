"""Holds every answer against openapi.json: was this status promised, and does the body have the promised shape?"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "post", "put", "patch", "delete")
# Where addresses have aliases and do without their last slash; elsewhere are files.
SERVICES = ("/auth/", "/todos/")
ALIASES = (("/tasks", "/todos"), ("/api/token", "/auth/token"))
# Headers that mean something to clients: none may come unannounced.
ANNOUNCED = ("allow", "etag", "link", "location", "retry-after", "www-authenticate")
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Operation:
    """One method of one path of the document."""

    method: str
    template: str
    content: dict[str, Any] = field(hash=False, compare=False)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.template}"


def real_path(path: str) -> str:
    """A path without alias and trailing slash, as the document has it but for its slash."""
    for alias, name in ALIASES:
        if path == alias or path.startswith(alias + "/"):
            path = name + path.removeprefix(alias)
    return path.removesuffix("/") or "/"


class Description:
    """The document, and what was seen of it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        resource = DRAFT202012.create_resource(document)
        self.registry: Registry[Any] = Registry().with_resource("urn:openapi", resource)
        self.operations = [
            Operation(method, template, item[method])
            for template, item in document["paths"].items()
            for method in METHODS
            if method in item
        ]
        # What the web server answers by itself, at any address.
        self.web_server = {int(status) for status in document["x-web-server"]}
        self.seen: set[tuple[str, int]] = set()
        self.seen_of_web_server: set[int] = set()

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """What a $ref within the document leads to, or the node itself."""
        while "$ref" in node:
            found: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def parameters(self, operation: Operation) -> list[dict[str, Any]]:
        """The parameters of an operation and of its path."""
        shared = self.document["paths"][operation.template].get("parameters", [])
        return [self.resolve(parameter) for parameter in [*shared, *operation.content.get("parameters", [])]]

    def fits(self, operation: Operation, path: str) -> bool:
        """Whether the path is one of the operation's template."""
        if not operation.template.startswith(SERVICES):
            return path == operation.template
        types = {p["name"]: self.resolve(p["schema"]) for p in self.parameters(operation) if p["in"] == "path"}
        wanted, given = real_path(operation.template).split("/"), real_path(path).split("/")
        if len(wanted) != len(given):
            return False
        for pattern, segment in zip(wanted, given, strict=True):
            if not pattern.startswith("{"):
                if pattern != segment:
                    return False
            elif types[pattern[1:-1]].get("type") == "integer":
                if not (re.fullmatch(r"0*[1-9][0-9]{0,18}", segment) and int(segment) < 2**63):
                    return False
            elif not UUID.fullmatch(segment):
                return False
        return True

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation that a request asks for."""
        method = "get" if method == "HEAD" else method.lower()
        return next((o for o in self.operations if o.method == method and self.fits(o, path)), None)

    def mistakes(self, schema: dict[str, Any], value: Any) -> list[str]:
        """How the value differs from the schema."""
        # A reference inside the schema starts at the document.
        anchored = json.loads(json.dumps(schema).replace('"$ref": "#/', '"$ref": "urn:openapi#/'))
        validator = Draft202012Validator(anchored, registry=self.registry, format_checker=FormatChecker())
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]

    def check(self, method: str, target: str, status: int, headers: Any, body: bytes) -> None:
        """Fails when the answer is not as described; otherwise remembers it."""
        operation = self.operation(method, urlsplit(target).path)
        if status in self.web_server and b'"about:blank"' in body:
            self.seen_of_web_server.add(status)
            if operation is None or not self.is_web_servers(operation, status):
                return
        if operation is None:
            return
        name = f"{operation} -> {status}"
        assert str(status) in operation.content["responses"], f"{name} is undocumented: {body[:300]!r}"
        described = self.resolve(operation.content["responses"][str(status)])
        announced = {key.lower(): self.resolve(value) for key, value in described.get("headers", {}).items()}
        for key, header in announced.items():
            assert key in headers or not header.get("required"), f"{name} lacks the header {key}"
        for key in ANNOUNCED:
            assert key not in headers or key in announced, f"{name} has the undocumented header {key}"
        if method != "HEAD":
            self.check_body(name, described, headers, body)
        self.seen.add((str(operation), status))

    def is_web_servers(self, operation: Operation, status: int) -> bool:
        """Whether only the web server answers the operation so."""
        described = self.resolve(operation.content["responses"].get(str(status), {}))
        schema = described.get("content", {}).get("application/problem+json", {}).get("schema")
        return bool(schema == {"$ref": "#/components/schemas/ServerProblem"})

    def check_body(self, name: str, described: dict[str, Any], headers: Any, body: bytes) -> None:
        """The body has one of the described media types and its schema."""
        content = described.get("content", {})
        if not content:
            assert body == b"", f"{name} has an undocumented body"
            return
        media_type = headers.get("content-type", "").split(";")[0]
        assert media_type in content, f"{name} is {media_type!r}, described are {list(content)}"
        schema = content[media_type].get("schema")
        if schema is not None and media_type.endswith("json"):
            mistakes = self.mistakes(schema, json.loads(body))
            assert not mistakes, f"{name} is not as described: {mistakes}"

    def check_accepted(self, method: str, target: str, body: bytes) -> None:
        """A request that was accepted must be one that the document allows."""
        parts = urlsplit(target)
        operation = self.operation(method, parts.path)
        if operation is None:
            return
        known = {p["name"] for p in self.parameters(operation) if p["in"] == "query"}
        for parameter, _ in parse_qsl(parts.query):
            assert parameter in known, f"{operation} took the undocumented parameter {parameter}"
        content = self.resolve(operation.content.get("requestBody", {})).get("content", {})
        if body and content:
            mistakes = self.mistakes(content["application/json"]["schema"], json.loads(body))
            assert not mistakes, f"{operation} accepted {body[:300]!r} though described otherwise: {mistakes}"

    def promised(self) -> set[tuple[str, int]]:
        """Every operation with every status that the document promises."""
        return {(str(o), int(status)) for o in self.operations for status in o.content["responses"]}


def path_with(path: str, **query: Any) -> str:
    """A path with a query string."""
    return path + "?" + "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
