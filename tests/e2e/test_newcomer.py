"""A newcomer's whole path: poster → phone → concern of the meeting → the meeting's board → its summary online."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

import cv2
import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from dialogue import clock
from tests.e2e.conftest import PHONE
from tests.e2e.staff_page import gather, main_text, open_link, press, signed_in
from tests.servers import Site

pytestmark = pytest.mark.e2e

TITLE = "Trygg väg till fotbollen"
TEXT = "Det är kolsvart på grusvägen till fotbollsplanen i Delary, jag vågar inte cykla dit med barnen"
WAIT = 120  # seconds for the worker at most; that it takes no minute is what `test_chain` holds
INVITATION = {
    "Rubrik": TITLE, "Vad kan påverkas?": "Var lampor tänds först.", "Vad är redan bestämt?": "Vägen är enskild.",
    "Börjar": "00:10", "Lokal": "Klubbhuset",
}  # fmt: skip


def publish_meeting(page: Page, site: Site) -> str:
    """Today's meeting in Delary; gives its code."""
    page.goto(f"{site.address}/motesplanering/nytt")
    for label, text in INVITATION.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Dag", exact=True).fill(clock.today().isoformat())
    page.get_by_label("Område").select_option(label="Delary")
    page.get_by_label("Kommunen", exact=True).check()
    press(page, "Spara utkast")
    open_link(page, "Förhandsgranska och publicera")
    press(page, "Publicera")
    return page.url.split("/")[-1].partition("?")[0]


def codes_on_poster(page: Page, site: Site, code: str) -> dict[str, str]:
    """Path → address, as a phone's camera reads them off the printed poster."""
    made = page.request.get(f"{site.address}/motesplanering/{code}/affisch-sv-A4.pdf").body()
    document = pypdfium2.PdfDocument(made)
    picture = np.ascontiguousarray(np.asarray(document[0].render(scale=110 / 72).to_pil().convert("RGB")))
    document.close()
    _, found, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture)
    return {urlsplit(address).path: address for address in found if address}


def test_a_newcomer_from_the_poster_to_the_summary(
    site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, organiser = signed_in(chromium, site, "organiser")
    code = publish_meeting(organiser, site)
    addresses = codes_on_poster(organiser, site, code)
    assert set(addresses) == {f"/moten/{code}", "/oro"}

    started = time.monotonic()
    phone = chromium.new_page(viewport=PHONE, locale="sv-SE")
    phone.goto(addresses["/oro"])
    assert TITLE in main_text(phone)
    phone.locator("textarea").press_sequentially(TEXT, delay=5)
    press(phone, "Läs igenom och skicka")
    press(phone, "Skicka")
    phone.get_by_text("Tack. Nu är det skickat.").first.wait_for()
    sent = time.monotonic()
    assert phone.context.cookies() == []

    other, coordinator = signed_in(chromium, site, "coordinator")
    quote = coordinator.get_by_text("kolsvart på grusvägen")
    while time.monotonic() - sent < WAIT and not quote.count():
        coordinator.goto(f"{site.address}/oversikt?mote={code}")
        topic = coordinator.locator("tbody a").first
        if topic.count() and "Ännu inte sorterat" not in topic.inner_text():
            topic.click()
            quote.first.wait_for()
        else:
            coordinator.wait_for_timeout(1000)
    on_board = time.monotonic()
    assert f"möte: {TITLE}" in main_text(coordinator)

    organiser.goto(f"{site.address}/motesplanering/{code}")
    open_link(organiser, "Närvaro, löften och sammanfattning")
    assert "Färre än fem texter" in main_text(organiser)
    due = (clock.today() + timedelta(days=30)).isoformat()
    gather(organiser, {"Kvinnor, 30–49 år": "8"}, ["Det är mörkt"], ("Vägen röjs", "Gatuchef", due))
    press(organiser, "Skicka till en andra läsare")
    coordinator.goto(f"{site.address}/motesplanering/loften")
    open_link(coordinator, TITLE)
    press(coordinator, "Godkänn och publicera")

    phone.goto(addresses[f"/moten/{code}"])
    assert "Tack – det här tog vi med oss" in main_text(phone)
    assert "Vägen röjs" in main_text(phone)
    with capsys.disabled():
        print(  # noqa: T201
            f"\nNewcomer: poster to receipt {sent - started:.1f} s, to the meeting's board {on_board - sent:.1f} s, "
            f"to the summary {time.monotonic() - started:.1f} s"
        )
    for context in (desk, other, phone.context):
        context.close()
