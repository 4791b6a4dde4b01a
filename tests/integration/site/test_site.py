"""Promises that hold for every page of the site."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dialogue.access import ROUTE_ROLES

README = Path(__file__).resolve().parents[3] / "README.md"
PUBLIC_PAGES = (
    "/", "/oro", "/kvitto", "/moten", "/loften", "/svar", "/om", "/tillganglighet", "/integritet", "/oppna-data",
)  # fmt: skip
PUBLIC_BLUEPRINTS = {"pages", "intake", "meetings", "pledges", "answers", "opendata"}
OPEN_STAFF_PAGES = {"staff.sign_in", "staff.accept_invite", "staff.demo_sign_in"}


def test_every_route_is_public_or_in_the_role_table(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    public = {endpoint for endpoint in endpoints if endpoint.partition(".")[0] in PUBLIC_BLUEPRINTS}
    assert endpoints - public - OPEN_STAFF_PAGES == set(ROUTE_ROLES)


@pytest.mark.parametrize("prefix", ["", "/en", "/ar"])
@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_pages_answer_without_cookie_and_with_a_strict_policy(
    client: FlaskClient, prefix: str, path: str
) -> None:
    answer = client.get(prefix + path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_pages_fetch_nothing_from_anybody_else(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    fetched = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=\"([^\"]+)\"", html)
    assert [address for address in fetched if not address.startswith("/")] == []


@pytest.mark.parametrize(
    ("prefix", "lang", "direction"), [("", "sv", "ltr"), ("/en", "en", "ltr"), ("/ar", "ar", "rtl")]
)
def test_the_language_is_in_the_address(client: FlaskClient, prefix: str, lang: str, direction: str) -> None:
    html = client.get(f"{prefix}/oro").text
    assert f'lang="{lang}"' in html
    assert f'dir="{direction}"' in html


def test_a_page_that_does_not_exist_says_so_plainly(client: FlaskClient) -> None:
    answer = client.get("/finns-inte")
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_every_command_is_documented_in_the_readme(app: Flask) -> None:
    readme = README.read_text(encoding="utf-8")
    groups = ("areas", "taxonomy", "concerns", "staff", "audit", "topics", "demo")
    commands = [f"{name} {word}" for name in groups for word in app.cli.commands[name].commands]
    assert [name for name in (*commands, "worker") if f"`{name}" not in readme] == []
