"""Following up in a browser: three taps on a phone, a file with a bad cell, and pages that axe finds nothing on."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.servers import Site

pytestmark = pytest.mark.e2e

PAGES = (
    "/loften", "/loften/2023", "/loften/2023/atagande/7", "/loften/nytt", "/logg", "/logg/foot_patrol",
    "/logg/foot_patrol?plats=almhult_centrum:", "/logg/efterat", "/matvarden", "/matvarden/problemindex",
    "/matvarden/nytt", "/matvarden/importera", "/trygghetsmatning", "/befolkning", "/triangulering?amne=narkotika",
)  # fmt: skip


class Tapper:
    """A thumb that counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, role: Literal["link", "button"], name: str) -> None:
        """Tap it, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.tap()
        self.taps += 1


def phone(site: Site, chromium: Browser, *, script: bool) -> Page:
    """The log page on the phone of a police officer who is signed in."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, java_script_enabled=script, locale="sv-SE")
    page = context.new_page()
    page.goto(sign_in_link(site, "police"))
    page.goto(f"{site.address}/uppfoljning/logg")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize(
    ("kind", "place", "minutes"),
    [("Fotpatrullering", "Centrum och stationen", "60 minuter"), ("Spontana skolbesök", "Haganässkolan", "30 minuter")],
)
def test_three_taps_and_it_is_stored_with_undo(
    site: Site, chromium: Browser, kind: str, place: str, minutes: str, script: bool
) -> None:
    page = phone(site, chromium, script=script)
    thumb = Tapper(page)
    first = page.get_by_role("link", name=kind).bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < 800, "the first tap is on the first screen"
    assert first["height"] >= 44
    thumb.tap("link", kind)
    thumb.tap("link", place)
    thumb.tap("button", minutes)
    assert thumb.taps == 3
    saved = page.get_by_role("status").inner_text()
    assert saved.startswith(f"Sparat. {kind}, {place}, {minutes}")
    thumb.tap("button", "Ångra")
    assert "Borttaget" in page.get_by_role("status").inner_text()
    page.context.close()


def test_a_file_with_a_bad_cell_is_put_right_and_taken_in(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=DESK)
    page.goto(sign_in_link(site, "analyst"))
    page.goto(f"{site.address}/uppfoljning/matvarden/importera")
    head = "indikator;namn;slag;enhet;värde;period;källa;publicerad"
    row = "cykelstolder;Anmälda cykelstölder;brott;anmälningar;{};2025;Polisen;2026-02-01"
    for value in ("många", "31"):
        made = f"{head}\n{row.format(value)}".encode()
        page.get_by_label("Fil, CSV eller XLSX").set_input_files(
            {"name": "fil.csv", "mimeType": "text/csv", "buffer": made}
        )
        with page.expect_navigation():
            page.get_by_role("button", name="Gå igenom filen").click()
        assert faults(page) == []
        if value == "många":
            assert page.get_by_role("cell", name="många").is_visible()
            page.get_by_role("link", name="Välj en annan fil").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Spara 1 värde").click()
    assert page.get_by_role("status").inner_text() == "1 värde är sparat."
    page.get_by_role("link", name="Anmälda cykelstölder").click()
    assert page.get_by_role("cell", name="31", exact=True).is_visible()
    page.close()


def test_a_pledge_from_renewal_to_the_public_page(site: Site, chromium: Browser) -> None:
    """J12, step 6: the renewed pledge is approved; what was promised since 2021 says so in public."""
    page = chromium.new_page(viewport=DESK)
    page.goto(sign_in_link(site, "coordinator"))
    page.goto(f"{site.address}/uppfoljning/loften")
    assert "löper ut om 67 dagar" in page.get_by_role("status").first.inner_text()
    page.locator(".pledges tbody tr").first.get_by_role("link").click()
    page.get_by_role("button", name="Förnya för tiden efter").click()
    for role, owner in (("kommunpolis", "Polisen"), ("kommunstyrelsens ordförande", "Kommunen")):
        page.get_by_label("Roll", exact=True).fill(role)
        page.get_by_label("För", exact=True).select_option(owner)
        page.get_by_role("button", name="Skriv in underskriften").click()
    assert faults(page) == []
    page.get_by_role("button", name="Lås och gör löftet öppet").click()
    page.get_by_role("link", name="Så ser invånarna löftet").click()
    group = page.get_by_role("article").nth(1)
    assert "2021" in group.inner_text()
    assert faults(page) == []
    page.goto(f"{site.address}/uppfoljning/loften")
    assert page.get_by_role("status").count() == 0, "something signed takes over: no warning"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    site: Site, chromium: Browser, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page = chromium.new_page(viewport=size, color_scheme=scheme)
    page.goto(sign_in_link(site, "police"))
    found: list[str] = []
    for path in (*(f"/uppfoljning{path}" for path in PAGES), "/loften/2023", "/en/loften/2023", "/ar/loften/2023"):
        page.goto(site.address + path)
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true; }")
        found += faults(page)
    page.close()
    assert found == []


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is, and whether it is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = Axe().run(page).response["violations"]
    told = [f"{page.url} {item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]
    return [*told, *([f"{page.url} is too wide"] if wide else [])]
