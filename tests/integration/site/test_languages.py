"""The public surface in English and Arabic: every page, every step of a concern, no Swedish left behind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.intake.conftest import fields, receipt_of
from tests.integration.site.test_site import PUBLIC_PAGES

CATALOGUES = Path(__file__).resolve().parents[3] / "dialogue" / "translations"
DIRECTION = {"en": "ltr", "ar": "rtl"}
SPOKEN = ("aria-label", "title", "data-said", "data-hint", "data-found", "data-one", "data-none", "data-copied")
LATIN, ARABIC = re.compile("[a-zåäö]{3}"), re.compile("[\u0600-\u06ff]")
NOW = "Just nu står en man med kniv och hotar folk vid stationen"
HEAVY = "Jag orkar inte längre, jag vill inte leva och tänker ta livet av mig"
# names are in a language of their own, and so is what a sender wrote
OWN_WORDS = "body [lang], #area option:not(:first-child), .preview, textarea, .receipt, script, style"


def swedish(language: str) -> set[str]:
    """The Swedish texts that this language has its own words for."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {str(message.id).strip() for message in read_po(file) if message.string not in ("", message.id)}


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    """A language other than Swedish, whose catalogue is compiled."""
    folder = CATALOGUES / request.param / "LC_MESSAGES"
    source, compiled = folder / "messages.po", folder / "messages.mo"
    made = compiled.stat().st_mtime if compiled.exists() else 0.0
    assert made >= source.stat().st_mtime, "run `make translations` first"
    return str(request.param)


def heard(page: TestResponse) -> Iterator[str]:
    """Every piece of a page that is read or read out, without what is in its writer's own words."""
    soup = BeautifulSoup(page.text, "html.parser")
    for own in soup.select(OWN_WORDS):
        own.decompose()
    yield from (str(text).strip() for text in soup.find_all(string=lambda text: type(text) is NavigableString))
    for tag in soup.find_all(True):
        assert isinstance(tag, Tag)
        yield from (str(tag[name]) for name in SPOKEN if tag.has_attr(name))


def check(page: TestResponse, language: str) -> TestResponse:
    """The page speaks this language alone, says so, and all its links stay in it. Returns the page."""
    root = BeautifulSoup(page.text, "html.parser").html
    assert root is not None
    assert (root["lang"], root["dir"]) == (language, DIRECTION[language])
    said = {piece for piece in heard(page) if piece}
    assert said & swedish(language) == set()
    if language == "ar":
        assert {piece for piece in said if LATIN.search(piece) and not ARABIC.search(piece)} <= {"Liatorp"}
    for link in root.select("a[href^='/']:not([hreflang]), form[action]"):
        address = str(link.get("href") or link.get("action"))
        assert address.startswith(f"/{language}/"), address
    return page


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_public_page_speaks_the_language_of_its_address(client: FlaskClient, language: str, path: str) -> None:
    page = client.get(f"/{language}{path}")
    assert page.status_code == 200
    check(page, language)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_public_page_offers_the_others_under_their_own_names(client: FlaskClient, path: str) -> None:
    page = BeautifulSoup(client.get(f"{path}?plats=liatorp").text, "html.parser")
    offered = {str(link["hreflang"]): (str(link["href"]), link.text) for link in page.select("header a[hreflang]")}
    assert offered == {
        "en": (f"/en{path}?plats=liatorp", "English"),
        "ar": (f"/ar{path}?plats=liatorp", "العربية"),
    }
    alternates = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate]")}
    assert alternates == {"sv": f"{path}?plats=liatorp"} | {code: address for code, (address, _) in offered.items()}


def written(client: FlaskClient, language: str, text: str, **answers: str) -> TestResponse:
    """The page that answers the form."""
    told = fields(client.get(f"/{language}/oro"))
    for name, value in (answers | {"text": text}).items():
        told[name] = value
    return client.post(f"/{language}/oro", data=told)


ANSWERS = {
    "area": "liatorp", "topics": "belysning", "daypart": "night", "days": "both", "frequency": "once",
    "knowledge": "seen", "age": "16-29", "lives_here": "y", "works_here": "y",
}  # fmt: skip


def test_a_concern_goes_all_the_way_in_the_language(client: FlaskClient, language: str) -> None:
    page = check(written(client, language, "Det är mörkt, ring 070-123 45 67.", **ANSWERS), language)
    receipt = receipt_of(check(client.post(f"/{language}/oro/skicka", data=fields(page)), language))
    stored = check(client.post(f"/{language}/kvitto", data={"receipt": receipt}), language)
    assert stored.status_code == 200
    unsure = client.post(f"/{language}/kvitto/ta-tillbaka", data={"receipt": receipt})
    assert check(unsure, language).status_code == 422
    gone = client.post(f"/{language}/kvitto/ta-tillbaka", data={"receipt": receipt, "sure": "y"})
    assert check(gone, language).status_code == 200


@pytest.mark.parametrize(("text", "kind"), [(NOW, "emergency"), (HEAVY, "calm")])
def test_whoever_may_need_help_is_met_in_the_language(client: FlaskClient, language: str, text: str, kind: str) -> None:
    page = check(written(client, language, text), language)
    assert f'class="{kind}"' in page.text


@pytest.mark.parametrize("text", ["x", "x" * 1501])
def test_what_to_put_right_is_said_in_the_language(client: FlaskClient, language: str, text: str) -> None:
    assert check(written(client, language, text, topics=""), language).status_code == 422


def test_a_wrong_choice_or_an_old_form_is_said_in_the_language(client: FlaskClient, language: str) -> None:
    assert check(written(client, language, "Det är mörkt här.", area="atlantis"), language).status_code == 422
    assert check(written(client, language, "Det är mörkt här.", token="x"), language).status_code == 422


@pytest.mark.parametrize("receipt", ["1234", "0" * 20])
def test_a_receipt_that_opens_nothing_is_said_in_the_language(client: FlaskClient, language: str, receipt: str) -> None:
    assert check(client.post(f"/{language}/kvitto", data={"receipt": receipt}), language).status_code in (404, 422)


def test_a_form_from_elsewhere_is_said_in_the_language(client: FlaskClient, language: str) -> None:
    page = client.post(f"/{language}/oro", data={"text": "hej hej"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert check(page, language).status_code == 403


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/finns-inte", 404), ("POST", "/om", 405)])
def test_errors_speak_the_language_of_the_address(
    client: FlaskClient, language: str, method: str, path: str, status: int
) -> None:
    page = check(client.open(f"/{language}{path}", method=method), language)
    assert page.status_code == status


def test_languages_are_not_offered_where_changing_page_would_lose_the_text(client: FlaskClient) -> None:
    page = written(client, "en", "It is dark by the station.")
    assert "hreflang" not in page.text
