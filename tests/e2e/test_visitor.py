"""A visitor on a phone: registers without a name, looks the code up, cancels; whoever waits moves up."""

import sys
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Area, Meeting, MeetingStatus, Municipality
from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import violations
from tests.servers import Site

pytestmark = pytest.mark.e2e
CODE = "VISIT1"


@pytest.fixture(scope="module")
def meeting(site: Site) -> str:
    """A meeting with three seats; its code."""
    with Session(create_engine(site.environment["DIALOGUE_DATABASE_URL"])) as session:
        municipality = session.query(Municipality).filter_by(code="0765").one()
        area = session.query(Area).filter_by(municipality_id=municipality.id, code="dio").one()
        session.add(
            Meeting(
                municipality_id=municipality.id, code=CODE, title="Trygg väg till tåget",
                place="Diö skola", area_id=area.id,
                held_on=clock.today() + timedelta(days=20), starts_at="18:30", ends_at="20:00", capacity=3,
                status=MeetingStatus.PUBLISHED, can_influence="Belysning", decided="Stationen byggs om",
            )
        )  # fmt: skip
        session.commit()
    return CODE


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def sign_up(page: Page, site: Site, people: int) -> str:
    """From the list to the code, by links and buttons."""
    page.goto(f"{site.address}/moten")
    page.get_by_role("link", name="Trygg väg till tåget").first.click()
    page.get_by_role("link", name="Anmäl dig").or_(page.get_by_role("link", name="Ställ dig i kö")).click()
    page.get_by_label("Hur många kommer ni?").fill(str(people))
    press(page, "Anmäl")
    return page.locator("#receipt").inner_text()


def look_up(page: Page, site: Site, code: str) -> str:
    page.goto(f"{site.address}/moten/anmalan")
    page.get_by_label("Din kod").fill(code)
    press(page, "Visa")
    return page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_register_look_up_cancel_and_the_one_who_waits_moves_up(
    site: Site, chromium: Browser, meeting: str, scripts: bool
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    began = time.monotonic()
    mine = sign_up(page, site, 2)
    took = time.monotonic() - began
    sys.stdout.write(f"from the list to a seat: {took:.1f} s\n")
    theirs = sign_up(page, site, 3)
    assert "kö, som nummer 1" in look_up(page, site, theirs)
    assert "Ni har 2 platser." in look_up(page, site, mine)
    press(page, "Avboka anmälan")
    assert "Anmälan är avbokad" in page.locator("main").inner_text()
    assert "Ni stod i kö och har nu fått plats." in look_up(page, site, theirs)
    page.get_by_label("Hur många kommer ni?").fill("9")
    press(page, "Ändra")
    assert "inga fler lediga platser" in page.locator("main").inner_text()
    press(page, "Avboka anmälan")
    assert mine not in page.url
    context.close()
    assert took < 60


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_axe_finds_nothing_in_any_state(site: Site, chromium: Browser, meeting: str, prefix: str) -> None:
    page = chromium.new_page(viewport=PHONE)
    found = {}

    def check(state: str) -> None:
        found[state] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{state} is wider than a phone"

    for path in ("", "/anmalan", "/fraga"):
        page.goto(f"{site.address}{prefix}/moten/{meeting}{path}")
        check(f"page{path}")
    page.goto(f"{site.address}{prefix}/moten/{meeting}/anmalan")
    page.locator("#people").fill("0")
    submit(page)
    check("mistyped number")
    page.locator("#people").fill("1")
    submit(page)
    code = page.locator("#receipt").inner_text()
    check("registered")
    page.goto(f"{site.address}{prefix}/moten/anmalan")
    page.locator("#code").fill("1")
    submit(page)
    check("mistyped code")
    page.locator("#code").fill(code)
    submit(page)
    check("standing")
    submit(page, 1)
    check("cancelled")
    for text in ("", "Ring 070-123 45 67 om kaffe", "hjälp han har en kniv nu"):
        page.goto(f"{site.address}{prefix}/moten/{meeting}/fraga")
        page.locator("textarea").fill(text)
        submit(page)
        check(f"question {text[:5]}")
    submit(page)
    check("question sent")
    page.close()
    assert {state: faults for state, faults in found.items() if faults} == {}


def submit(page: Page, form: int = 0) -> None:
    with page.expect_navigation():
        page.locator("main form").nth(form).locator("button").first.click()
