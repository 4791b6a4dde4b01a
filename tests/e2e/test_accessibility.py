"""axe finds nothing on any page, in any language, in any state a visitor meets."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.servers import Site

PUBLIC = ("/", "/oro", "/kvitto", "/moten", "/loften", "/svar", "/om", "/tillganglighet", "/integritet", "/finns-inte")
STAFF = {
    "analyst": ("/oversikt", "/oversikt/karta", "/oversikt/amne/belysning", "/bradskande", "/beslut"),
    "organiser": ("/oversikt",),
    "admin": ("/personal", "/logg"),
}

pytestmark = pytest.mark.e2e


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


@pytest.mark.parametrize("prefix", ["", "/en", "/ar"])
def test_public_pages(site: Site, chromium: Browser, prefix: str) -> None:
    page = chromium.new_page(viewport=PHONE)
    found = {}
    for path in PUBLIC:
        page.goto(site.address + prefix + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than a phone"
        if faults := violations(page):
            found[path] = faults
    page.close()
    assert found == {}


def test_public_pages_in_the_dark(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE, color_scheme="dark")
    found = {}
    for path in PUBLIC:
        page.goto(site.address + path)
        if faults := violations(page):
            found[path] = faults
    page.close()
    assert found == {}


@pytest.mark.parametrize(
    "text", ["Det är mörkt", "", "hjälp han har en kniv nu", "jag orkar inte leva, tänker hoppa framför tåget ikväll"]
)
def test_every_state_of_the_form(site: Site, chromium: Browser, text: str) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{site.address}/oro")
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="Läs igenom och skicka").click()
    page.wait_for_load_state()
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("role", list(STAFF))
def test_staff_pages(site: Site, chromium: Browser, role: str) -> None:
    page = chromium.new_page(viewport=DESK)
    page.goto(sign_in_link(site, role))
    found = {}
    for path in STAFF[role]:
        page.goto(site.address + path)
        if faults := violations(page):
            found[path] = faults
    page.close()
    assert found == {}


def test_sign_in_page(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=DESK)
    page.goto(f"{site.address}/logga-in")
    assert violations(page) == []
    page.close()
