"""J7: a coordinator closes a dialogue; a colleague checks it for names; what came of it is public."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from dialogue import clock
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.staff_page import gather, main_text, open_link, press, signed_in
from tests.e2e.test_accessibility import violations
from tests.servers import Site

pytestmark = pytest.mark.e2e

MINUTES = 10
MEETING = "LIATP"
PEOPLE = {"Kvinnor, 30–49 år": "11", "Män, 30–49 år": "3", "Kvinnor, 65 år eller äldre": "9", "Män, 16–29 år": "7"}
DUE = clock.today() + timedelta(days=40)
PROMISE = ("Stigen ner till bryggan får lampor", "Gatuchef", DUE.isoformat())
NAME = "Anders Svensson på Storgatan 4"


def test_j7_from_the_room_to_the_public_page(site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    desk, author = signed_in(chromium, site, "organiser")
    other, reader = signed_in(chromium, site, "coordinator", script=False)
    started = time.monotonic()
    open_link(author, "Möten")
    open_link(author, "Hur har vi det i Liatorp?")
    open_link(author, "Närvaro, löften och sammanfattning")
    gather(author, PEOPLE, ["Det är mörkt", "Bilar kör för fort"], PROMISE)

    heard = author.get_by_label("Tack – det här tog vi med oss")
    assert "– Det är mörkt" in heard.input_value()
    assert "Vi gav de löften" in author.get_by_label("Det här händer nu").input_value()
    heard.press("Control+End")
    heard.press_sequentially(f"\n– {NAME} berättade om farten.", delay=5)
    author.get_by_label("Engelska").fill("Thank you. We talked about the dark path and about speeding.")
    press(author, "Skicka till en andra läsare")
    assert "väntar på en andra läsare" in main_text(author)
    assert author.get_by_role("button", name="Godkänn och publicera").count() == 0

    open_link(reader, "Möten")
    open_link(reader, "Löften, och texter som väntar")
    open_link(reader, "Hur har vi det i Liatorp?")
    assert "Anders Svensson" in reader.locator("mark").all_inner_texts()[0]
    cells = reader.locator("table.people td").all_inner_texts()
    assert "3" not in cells
    assert "30" in cells  # all who came
    reader.get_by_label("Vad ska ändras?").fill("Ta bort namnet, det räcker med att någon sa det.")
    press(reader, "Skicka tillbaka")

    author.reload()
    assert "Ta bort namnet" in main_text(author)
    open_link(author, "Sammanfattning")
    heard = author.get_by_label("Tack – det här tog vi med oss")
    heard.fill(heard.input_value().replace(NAME, "Någon"))
    press(author, "Skicka till en andra läsare")
    reader.reload()
    press(reader, "Godkänn och publicera")
    assert "Det här är offentligt." in main_text(reader)
    took = time.monotonic() - started
    with capsys.disabled():
        print(f"\nJ7: {took:.1f} s of {MINUTES * 60}, two people, one text sent back")  # noqa: T201
    assert took < MINUTES * 60

    phone = chromium.new_page(viewport=PHONE, locale="sv-SE")
    phone.goto(f"{site.address}/moten/{MEETING}")
    page = main_text(phone)
    assert "Någon berättade om farten." in page
    assert "Stigen ner till bryggan får lampor" in page
    assert "Gatuchef" in page
    assert "Anders" not in page
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.goto(f"{site.address}/en/moten/{MEETING}")
    assert "We talked about the dark path" in main_text(phone)
    for context in (desk, other, phone.context):
        context.close()


def test_notes_from_a_table_and_a_concern_of_one(site: Site, chromium: Browser) -> None:
    """On a phone; Ctrl and Enter on a keyboard does the same."""
    desk, page = signed_in(chromium, site, "organiser")
    page.set_viewport_size(PHONE)
    page.goto(f"{site.address}/motesplanering/DIO1/anteckningar")
    page.get_by_label("Bord eller grupp").fill("Bord 4")
    page.get_by_label("Din roll").fill("fältassistent")
    page.get_by_label("Fråga").fill("Var är det sämst?")
    page.get_by_label("Det som sas").fill("Lampan vid övergången i Diö är trasig\nRing 070-123 45 67")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert "2 anteckningar är sparade." in main_text(page)
    assert "070" not in main_text(page)
    assert page.get_by_label("Bord eller grupp").input_value() == "Bord 4"
    page.get_by_role("checkbox", name="Lampan vid övergången").check()
    press(page, "Gör de markerade till oror")
    assert "1 anteckning blev en oro." in main_text(page)
    assert page.get_by_role("checkbox").count() == 1
    desk.close()


def faults_of(page: Page, state: str) -> dict[str, list[str]]:
    """What axe finds in a state that the page is in now, if anything."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{state} is wider than its screen"
    found = violations(page)
    return {state: found} if found else {}


def test_every_state_of_closing_has_no_fault_that_axe_finds(site: Site, chromium: Browser) -> None:
    found = {}
    desk, page = signed_in(chromium, site, "organiser")
    other, reader = signed_in(chromium, site, "coordinator")
    for one, size, scheme in ((page, PHONE, "light"), (reader, DESK, "dark")):
        one.set_viewport_size(size)
        one.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    closing = f"{site.address}/motesplanering/HAGA2/avslut"
    for one in (page, reader):
        one.goto(closing)
    page.get_by_role("textbox", name="Kvinnor, 30–49 år").fill("många")
    page.get_by_label("Vad", exact=True).last.fill("Något utan ansvarig")
    press(page, "Spara och gå vidare")
    found |= faults_of(page, "wrong numbers")
    press(reader, "Spara och gå vidare")
    page.goto(closing)
    reader.goto(closing)
    press(page, "Spara och gå vidare")
    press(reader, "Spara och gå vidare")
    found |= faults_of(reader, "counted by two")
    reader.goto(f"{closing}/text")
    page.goto(f"{closing}/text")
    page.get_by_label("Det här händer nu").fill("")
    press(page, "Skicka till en andra läsare")
    found |= faults_of(page, "nothing to read")
    page.get_by_label("Det här händer nu").fill("Anna Svensson ringer alla.")
    press(page, "Skicka till en andra läsare")
    found |= faults_of(page, "waits")
    press(reader, "Skicka till en andra läsare")
    found |= faults_of(reader, "written by two")
    reader.goto(f"{closing}/lasning")
    found |= faults_of(reader, "names found")
    press(reader, "Skicka tillbaka")
    found |= faults_of(reader, "no note")
    page.goto(f"{site.address}/motesplanering/loften")
    page.get_by_text("Följ upp").first.click()
    page.get_by_label("Hållet").first.check()
    press(page, "Spara")
    found |= faults_of(page, "kept without a word")
    page.goto(f"{site.address}/motesplanering/DIO1/anteckningar")
    press(page, "Spara")
    found |= faults_of(page, "empty note")
    desk.close()
    other.close()
    assert found == {}
