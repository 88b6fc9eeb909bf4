"""The pages that lighttpd serves: there, whole, without a request to another site, and as the API refers to them."""

from __future__ import annotations

import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

PAGES = ("/", "/docs/", "/docs/problems/")


class Reader(HTMLParser):
    """Collects a page's addresses, ids and inline scripts or styles."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids.add(given.get("id") or "")
        if tag == "style" or (tag == "script" and "src" not in given) or "style" in given:
            self.inline.append(self.get_starttag_text() or tag)
        self.inline += [name for name in given if name.startswith("on")]


@pytest.fixture(scope="module")
def site() -> httpx.Client:
    """The running instance."""
    return httpx.Client(base_url=os.environ["TASKLIGHT_URL"], timeout=10, follow_redirects=True)


def read(site: httpx.Client, path: str) -> Reader:
    """A page, parsed."""
    answer = site.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    reader = Reader()
    reader.feed(answer.text)
    return reader


@pytest.mark.parametrize("path", PAGES)
def test_every_address_on_a_page_is_there_and_ours(site: httpx.Client, path: str) -> None:
    reader = read(site, path)
    for address in reader.addresses:
        absolute = urljoin(path, address)
        assert not urlsplit(absolute).netloc, f"{address} is another site's"
        assert site.get(absolute).status_code == 200, address
        if "#" in address and urlsplit(absolute).path == path:
            assert urlsplit(absolute).fragment in reader.ids


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_exception_from_its_content_security_policy(site: httpx.Client, path: str) -> None:
    policy = site.get(path).headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert read(site, path).inline == []


@pytest.mark.parametrize("path", ["/docs", "/docs/problems"])
def test_a_page_is_found_without_its_last_slash(site: httpx.Client, path: str) -> None:
    assert site.get(path).url.path == path + "/"


def test_the_api_page_reads_the_description_of_this_server(site: httpx.Client) -> None:
    script = site.get("/docs/page.js").text
    assert "url: '/openapi.json'" in script
    assert "validatorUrl: null" in script
    assert "SwaggerUIBundle" in site.get("/docs/swagger-ui-bundle.js").text


def test_each_problem_that_the_programs_know_is_explained_at_its_type(site: httpx.Client) -> None:
    program = Path(os.environ["TASKLIGHT_APP"]) / "bin" / "todos"
    listed = subprocess.run([program, "--problems"], capture_output=True, text=True, timeout=30, check=True)
    words = {line.split("\t")[0] for line in listed.stdout.splitlines()}
    assert {"stale", "invalid", "unavailable"} <= words
    assert words <= read(site, "/docs/problems/").ids


def test_the_type_of_a_real_problem_leads_to_its_explanation(site: httpx.Client) -> None:
    problem = site.get("/todos/").json()
    page = site.get(problem["type"])
    assert page.status_code == 200
    word = urlsplit(problem["type"]).fragment
    assert re.search(rf'id="{word}">\s*<h2>{re.escape(problem["title"])}</h2>', page.text)
