"""The one chain, in a browser: a concern from a phone on a slow line is on the board within a minute."""

import logging
import time

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.citizen_page import CitizenPage
from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.servers import Site

TEXT = "Gatlyktorna vid bryggan i Liatorp lyser inte, ring 070-123 45 67 om ni undrar"
STORED = "Gatlyktorna vid bryggan i Liatorp lyser inte"
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LARGEST_PAINT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""

log = logging.getLogger(__name__)
pytestmark = pytest.mark.e2e


def slow_phone(browser: Browser) -> Page:
    page = browser.new_page(viewport=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def test_a_concern_from_a_slow_phone_is_on_the_board_within_a_minute(site: Site, chromium: Browser) -> None:
    phone = slow_phone(chromium)
    CitizenPage(phone, site.address).tell(TEXT)
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
    assert "070-123" not in desk.content()
    phone.close()
    desk.close()


def test_the_form_is_drawn_within_a_second_and_a_half_on_a_slow_phone(site: Site, chromium: Browser) -> None:
    phone = slow_phone(chromium)
    phone.goto(f"{site.address}/oro")
    drawn = phone.evaluate(LARGEST_PAINT)
    log.info("largest contentful paint of /oro on slow 3G: %.0f ms", drawn)
    assert drawn <= 1500
    phone.close()


def test_the_first_visit_to_the_form_is_at_most_14_kb_and_all_ours(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    hosts: list[str] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.append(request.url))
    page.goto(f"{site.address}/oro", wait_until="networkidle")
    log.info("first visit of /oro: %.0f bytes in %d answers, headers included", sum(sizes), len(sizes))
    assert all(url.startswith((site.address, "data:")) for url in hosts)
    assert 2_000 < sum(sizes) <= 14_000
    assert page.context.cookies() == []
    page.close()


def test_an_emergency_meets_112_first_and_only_once(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=PHONE)
    citizen = CitizenPage(page, site.address)
    citizen.write("hjälp två killar med kniv utanför ica på handelsplatsen NU")
    assert page.get_by_role("link", name="112").first.is_visible()
    citizen.press("Ändra")
    citizen.press("Läs igenom och skicka")
    assert page.get_by_role("heading", name="Läs igenom").is_visible()
    citizen.press("Skicka")
    assert citizen.receipt()
    page.close()
