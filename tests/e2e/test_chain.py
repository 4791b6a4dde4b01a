"""The one chain, in a browser: a concern from a phone on a slow line is on the board within a minute."""

import time

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.servers import Site

TEXT = "Gatlyktorna vid bryggan i Liatorp lyser inte, ring 070-123 45 67 om ni undrar"
STORED = "Gatlyktorna vid bryggan i Liatorp lyser inte"
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}

pytestmark = pytest.mark.e2e


def slow_phone(browser: Browser) -> Page:
    page = browser.new_page(viewport=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def tell(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}/oro")
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="Läs igenom och skicka").click()
    page.get_by_role("button", name="Skicka", exact=True).click()
    page.get_by_text("Tack. Nu är det skickat.").wait_for()


def test_a_concern_from_a_slow_phone_is_on_the_board_within_a_minute(site: Site, chromium: Browser) -> None:
    phone = slow_phone(chromium)
    tell(phone, site.address, TEXT)
    sent = time.monotonic()
    assert phone.context.cookies() == []
    desk = chromium.new_page(viewport=DESK)
    desk.goto(sign_in_link(site, "analyst"))
    while time.monotonic() - sent < 60:
        desk.goto(f"{site.address}/oversikt/amne/belysning")
        if desk.get_by_text(STORED).count():
            break
        desk.wait_for_timeout(1000)
    quote = desk.get_by_text(STORED).first
    assert quote.is_visible()
    assert "070" not in desk.content()
    phone.close()
    desk.close()


def test_the_form_works_without_javascript(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    tell(page, site.address, "Det är halt och mörkt vid skolan i Diö, mejla anna@example.com")
    context.close()


def test_the_first_visit_to_the_form_is_at_most_14_kb_and_all_ours(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    hosts: list[str] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.append(request.url))
    page.goto(f"{site.address}/oro", wait_until="networkidle")
    assert all(url.startswith((site.address, "data:")) for url in hosts)
    assert 2_000 < sum(sizes) <= 14 * 1024
    assert page.context.cookies() == []
    page.close()


def test_an_emergency_meets_112_first_and_only_once(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{site.address}/oro")
    page.locator("textarea").fill("hjälp två killar med kniv utanför ica på handelsplatsen NU")
    page.get_by_role("button", name="Läs igenom och skicka").click()
    assert page.get_by_role("link", name="112").first.is_visible()
    page.get_by_role("button", name="Jag är inte i fara").click()
    page.get_by_text("Tack. Nu är det skickat.").wait_for()
    page.close()
