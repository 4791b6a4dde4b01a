"""axe finds nothing on any page, in any language, in any state a visitor meets."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.citizen_page import CitizenPage
from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.servers import Site

MEETINGS = (
    "/moten", "/moten?omrade=dio", "/moten/DIO1", "/moten/VIRES", "/moten/ENERY", "/moten/HAGA2", "/moten/STATN",
    "/moten/anmalan", "/moten/DIO1/anmalan", "/moten/VIRES/anmalan", "/moten/DIO1/fraga", "/mejl/x",
)  # fmt: skip
PUBLIC = (
    "/", "/oro", "/kvitto", "/loften", "/loften/2023", "/svar", "/om", "/tillganglighet", "/integritet",
    "/finns-inte", "/oppna-data", *MEETINGS,
)  # fmt: skip
STAFF = {
    "analyst": (
        "/oversikt",
        "/oversikt/karta",
        "/oversikt/amne/belysning",
        "/bradskande",
        "/beslut",
        "/problem/",
        "/problem/jamfor",
        "/problem/prova/1",
        "/problem/prova/2",
        "/problem/prova/2/versioner",
        "/problem/BURN26",
        "/problem/LJUS25",
        "/problem/BURN26/texter",
        "/problem/BURN26/versioner",
        "/problem/BURN26/atgard",
        "/problem/svar/LJUSDI",
        "/problem/svar/nytt",
        "/gruppen/",
        "/gruppen/sammantraden/1/protokoll",
        "/rapporter/",
        "/rapporter/lagesbild",
        "/rapporter/rad",
    ),
    "organiser": (
        "/oversikt",
        "/oversikt?mote=STATN",
        "/motesplanering",
        "/motesplanering/tackning",
        "/motesplanering/nytt",
        "/motesplanering/loften",
        "/motesplanering/HAGA2/avslut",
        "/motesplanering/HAGA2/avslut/text",
        "/motesplanering/KAFF1/avslut/lasning",
        "/motesplanering/LIATP/anteckningar",
        "/motesplanering/DIO1/anmalda",
    ),
    "police": (
        "/uppfoljning/loften",
        "/uppfoljning/loften/2023",
        "/uppfoljning/logg",
        "/uppfoljning/matvarden",
        "/uppfoljning/matvarden/problemindex",
        "/uppfoljning/trygghetsmatning",
        "/uppfoljning/befolkning",
        "/uppfoljning/triangulering",
    ),
    "admin": ("/personal", "/logg"),
}
WRITTEN = {
    "preview": "Det är mörkt, skriv till anna@example.com",
    "fault": "",
    "emergency": "hjälp han har en kniv nu",
    "calm": "jag orkar inte leva, tänker hoppa framför tåget ikväll",
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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_public_pages_in_the_dark(site: Site, chromium: Browser, size: ViewportSize) -> None:
    page = chromium.new_page(viewport=size, color_scheme="dark")
    found = {}
    for path in PUBLIC:
        page.goto(site.address + path)
        if faults := violations(page):
            found[path] = faults
    page.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_state_of_the_form(
    site: Site, chromium: Browser, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page = chromium.new_page(viewport=size, color_scheme=scheme)
    citizen = CitizenPage(page, site.address)
    found = {}
    for state, text in WRITTEN.items():
        citizen.write(text)
        found[state] = violations(page)
    receipt = citizen.tell("Det är mörkt i tunneln, ring 070-123 45 67")
    found["receipt"] = violations(page)
    citizen.look_up(receipt)
    found["stored"] = violations(page)
    citizen.press("Ta tillbaka")
    found["not sure"] = violations(page)
    citizen.look_up("1234")
    found["mistyped"] = violations(page)
    page.close()
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_the_form_unfolded(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{site.address}/oro")
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true; }")
    page.get_by_role("combobox").press_sequentially("lia")
    page.get_by_role("option", name="Liatorp").wait_for()
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
