"""J6: a leader collects from thirty pupils on a tablet, types the paper notes, ends, and sees a number only."""

import logging
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.citizen import Citizen
from tests.e2e.conftest import DESK, PHONE, sign_in_link
from tests.e2e.test_accessibility import violations
from tests.servers import Site

TABLET: ViewportSize = {"width": 810, "height": 1080}
MEETING = "/motesplanering/DIO1"
PUPILS = 30
IN_BROWSER = 10
FORM = "Vad gör dig otrygg?"
THANKS = "Tack. Nu är det skickat."
STORED = "() => [localStorage.length, sessionStorage.length, document.cookie]"

log = logging.getLogger(__name__)
pytestmark = pytest.mark.e2e


@pytest.fixture
def desk(site: Site, chromium: Browser) -> Iterator[Page]:
    """An organiser at a desk."""
    page = chromium.new_page(viewport=DESK)
    page.goto(sign_in_link(site, "organiser"))
    yield page
    page.close()


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[Page]:
    """A tablet that nobody is signed in on."""
    page = chromium.new_context(viewport=TABLET, has_touch=True).new_page()
    page.clock.install()
    yield page
    page.context.close()


def opened(desk: Page, site: Site) -> tuple[str, str]:
    """Open a collection at the desk; gives the start code and the exit code as they are shown."""
    desk.goto(f"{site.address}{MEETING}/insamling")
    desk.get_by_role("button", name="Öppna insamlingen").click()
    start, end = desk.locator("#start-code").inner_text(), desk.locator("#exit-code").inner_text()
    assert violations(desk) == []
    return start, end


def started(tablet: Page, site: Site, start: str) -> str:
    """Start the tablet by its code; gives its address."""
    tablet.goto(f"{site.address}/insamling")
    tablet.get_by_label("Startkod").fill(start.lower())
    tablet.get_by_role("button", name="Starta").click()
    heading(tablet, FORM)
    return tablet.url


def heading(page: Page, words: str) -> None:
    page.get_by_role("heading", name=words).first.wait_for()


def told(tablet: Page, text: str) -> str:
    """Write and send as a pupil does; gives the receipt."""
    tablet.locator("#text").fill(text)
    tablet.get_by_label("Under 16 år").check()
    tablet.get_by_role("button", name="Läs igenom och skicka").click()
    heading(tablet, "Läs igenom")
    tablet.get_by_role("button", name="Skicka", exact=True).click()
    heading(tablet, THANKS)
    return tablet.locator("#receipt").inner_text()


def counted(desk: Page, site: Site) -> int:
    desk.goto(f"{site.address}{MEETING}/insamling")
    return int(desk.locator("td.figure").first.inner_text())


def test_thirty_pupils_and_a_pile_of_paper(site: Site, desk: Page, tablet: Page) -> None:
    began = time.monotonic()
    start, end = opened(desk, site)
    address = started(tablet, site, start)
    log.info("opened and started after %.1f s", time.monotonic() - began)

    for number in range(IN_BROWSER):
        text = f"Det är mörkt vid cykelstället, nummer {number}"
        receipt = told(tablet, text)
        tablet.get_by_role("link", name="Nästa").click()
        heading(tablet, FORM)
        assert tablet.locator("#text").input_value() == ""
        assert tablet.locator(":checked:not(option)").count() == 0
        assert receipt not in tablet.content()
        assert text not in tablet.content()
    log.info("%d pupils on the tablet after %.1f s", IN_BROWSER, time.monotonic() - began)
    others = Citizen(site.address, form=address.removeprefix(site.address))
    for number in range(PUPILS - IN_BROWSER):
        others.send(others.write(f"Epor burnar utanför skolan, nummer {number}"))
    log.info("%d texts after %.1f s", PUPILS, time.monotonic() - began)

    type_papers(site, desk)
    assert counted(desk, site) == PUPILS
    assert "cykelstället" not in desk.content()
    leave(tablet, end)
    assert counted(desk, site) == PUPILS
    assert desk.get_by_text("Avslutad").count() >= 1
    desk.goto(f"{site.address}/oversikt")
    assert "cykelstället" not in desk.content()
    log.info("J6 done after %.1f s", time.monotonic() - began)


def type_papers(site: Site, desk: Page) -> None:
    """Five notes by keyboard alone, saved by themselves, read through, stored."""
    desk.goto(f"{site.address}{MEETING}/lappar")
    desk.get_by_label("Ålder för alla").select_option("0-15")
    desk.locator("#text-1").focus()
    for number in range(5):
        desk.keyboard.type(f"Lapp {number}: skriv till anna@example.com om lamporna")
        desk.keyboard.press("Enter")
    desk.get_by_text("Sparat ").wait_for()
    assert violations(desk) == []
    desk.get_by_role("button", name="Läs igenom").click()
    heading(desk, "Läs igenom lapparna")
    assert "anna@example.com" not in desk.content()
    assert desk.locator(".read .mask").count() == 5
    assert violations(desk) == []
    desk.get_by_role("button", name="Spara alla 5 lappar").click()
    desk.get_by_text("5 lappar är sparade.").wait_for()
    assert desk.locator("#text-1").input_value() == ""


def leave(tablet: Page, end: str) -> None:
    """A guess, then the right code."""
    tablet.get_by_text("För den som leder mötet").click()
    tablet.get_by_label("Slutkod").fill("000 000")
    tablet.get_by_role("button", name="Avsluta insamlingen").click()
    tablet.get_by_text("Koden stämmer inte.").wait_for()
    assert violations(tablet) == []
    tablet.get_by_label("Slutkod").fill(end)
    tablet.get_by_role("button", name="Avsluta insamlingen").click()
    heading(tablet, "Insamlingen är slut")
    assert violations(tablet) == []
    tablet.reload()
    heading(tablet, "Insamlingen är slut")
    assert tablet.locator("a").count() == 0


def test_a_hundred_texts_through_one_address_in_ten_minutes(site: Site, desk: Page) -> None:
    start = opened(desk, site)[0].replace(" ", "")
    began = time.monotonic()
    pupil = Citizen(site.address, {"X-Forwarded-For": "10.7.7.7"}, form=f"/insamling/{start}")
    receipts = {pupil.send(pupil.write(f"Det är mörkt vid cykelstället, nummer {number}")) for number in range(100)}
    took = time.monotonic() - began
    log.info("a hundred texts through one address: %.1f s", took)
    assert took < 600
    assert (len(receipts), counted(desk, site)) == (100, 100)


def test_nothing_of_the_one_before_is_left(site: Site, desk: Page, tablet: Page) -> None:
    address = started(tablet, site, opened(desk, site)[0])
    text = "Jag är rädd vid bryggan i Liatorp"
    receipt = told(tablet, text)
    tablet.go_back()
    assert tablet.url == address  # the way back does not lead out, nor to what was written
    tablet.clock.run_for(21_000)  # nobody presses "Nästa"
    heading(tablet, FORM)
    for step in ("back", "forward", "reload"):
        {"back": tablet.go_back, "forward": tablet.go_forward, "reload": tablet.reload}[step]()
        assert text not in tablet.content(), step
        assert receipt not in tablet.content(), step
        assert not tablet.locator("#text").count() or tablet.locator("#text").input_value() == "", step
    assert tablet.evaluate(STORED) == [0, 0, ""]
    assert tablet.context.cookies() == []
    assert tablet.evaluate("async () => (await caches.keys()).length + (await indexedDB.databases()).length") == 0


def test_what_was_left_half_written_goes_after_a_question(site: Site, desk: Page, tablet: Page) -> None:
    started(tablet, site, opened(desk, site)[0])
    tablet.locator("#text").fill("Halvskriven text")
    tablet.clock.run_for(91_000)
    heading(tablet, "Är du kvar?")
    assert violations(tablet) == []
    tablet.get_by_role("button", name="Ja, jag är kvar").click()
    assert tablet.locator("#text").input_value() == "Halvskriven text"
    tablet.clock.run_for(91_000)
    heading(tablet, "Är du kvar?")
    tablet.clock.run_for(31_000)
    expect(tablet.locator("#text")).to_have_value("")
    tablet.clock.run_for(200_000)  # an empty form asks nothing
    assert not tablet.get_by_role("heading", name="Är du kvar?").is_visible()


def test_the_language_changes_inside_and_goes_with_the_sender(site: Site, desk: Page, tablet: Page) -> None:
    address = started(tablet, site, opened(desk, site)[0])
    tablet.locator("#text").fill("المكان مظلم قرب المحطة")
    tablet.get_by_role("link", name="العربية").click()
    tablet.locator("html[dir=rtl]").wait_for()
    assert tablet.locator("#text").input_value() == "المكان مظلم قرب المحطة"
    assert violations(tablet) == []
    tablet.locator("form[data-concern] button").click()
    tablet.locator(".preview").wait_for()
    assert violations(tablet) == []
    tablet.locator("main form button").first.click()
    tablet.locator("#receipt").wait_for()
    assert violations(tablet) == []
    tablet.locator("[data-home-link]").click()
    heading(tablet, FORM)
    assert (tablet.url, tablet.evaluate("document.documentElement.lang")) == (address, "sv")


def test_numbers_are_blacked_out_before_they_leave_the_tablet(site: Site, desk: Page, tablet: Page) -> None:
    started(tablet, site, opened(desk, site)[0])
    sent: list[str] = []
    tablet.on("request", lambda request: sent.append(request.post_data or ""))
    tablet.locator("#text").fill("Ring 070-174 06 09 om lampan")
    tablet.get_by_role("button", name="Läs igenom och skicka").click()
    heading(tablet, "Läs igenom")
    assert sent
    assert not any("174" in body for body in sent)


def test_without_scripts_the_screen_empties_itself(site: Site, desk: Page, chromium: Browser) -> None:
    context = chromium.new_context(viewport=TABLET, java_script_enabled=False)
    page = context.new_page()
    address = started(page, site, opened(desk, site)[0])
    told(page, "Utan skript är det också mörkt")
    page.wait_for_url(address, timeout=30_000)
    heading(page, FORM)
    page.goto(f"{address}/skicka")  # nothing there to open by typing
    assert "Utan skript" not in page.content()
    context.close()


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
@pytest.mark.parametrize(
    "text",
    ["", "hjälp han har en kniv nu", "jag orkar inte leva, tänker hoppa framför tåget ikväll"],
    ids=["fault", "emergency", "calm"],
)
def test_axe_finds_nothing_on_a_tablet(
    site: Site, desk: Page, chromium: Browser, size: ViewportSize, text: str
) -> None:
    page = chromium.new_page(viewport=size)
    started(page, site, opened(desk, site)[0])
    assert violations(page) == []
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Läs igenom och skicka").click()
    page.locator("#summary, .emergency, .calm").first.wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_axe_finds_nothing_at_the_desk(site: Site, desk: Page) -> None:
    found = {}
    for path in (f"{MEETING}/affischer", f"{MEETING}/insamling", f"{MEETING}/lappar", "/motesplanering/qr"):
        desk.goto(site.address + path)
        found[path] = violations(desk)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_first_visit_is_at_most_14_kb(site: Site, desk: Page, chromium: Browser) -> None:
    start = opened(desk, site)[0].replace(" ", "")
    page = chromium.new_page(viewport=TABLET)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{site.address}/insamling/{start}", wait_until="networkidle")
    log.info("first visit of a tablet: %.0f bytes in %d answers", sum(sizes), len(sizes))
    assert 2_000 < sum(sizes) <= 14_000
    page.close()
