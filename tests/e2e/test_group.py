"""J8–J12 in the browser: from the board to a problem, to a sitting, to the council's report – and back to the texts."""

import sys
import time

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.staff_page import main_text, open_link, press, signed_in
from tests.servers import Site

pytestmark = pytest.mark.e2e

WHY = "Se texterna"
BOXES = ("community", "harm", "expectation", "events", "recurring", "similarity")


def told(capsys: pytest.CaptureFixture[str], journey: str, seconds: float) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{journey}: {seconds:.0f} s\n")


def choose_all_boxes(page: Page) -> None:
    for box in BOXES:
        page.locator(f"input[name={box}_met][value=ja]").check()
        page.locator(f"#{box}_why").fill(WHY)


def test_j8_from_sign_in_to_a_first_decision(site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    start = time.monotonic()
    context, page = signed_in(chromium, site, "police")
    assert "Vad hör vi?" in main_text(page)
    open_link(page, "Mörkt")
    assert page.locator(".quote").count() > 3, "people are heard in their own words"
    open_link(page, "varför här?")
    assert "Närmaste" in main_text(page) or "liknar" in main_text(page)
    page.go_back()
    press(page, "Pröva om det är ett problem")
    assert "texter på" in main_text(page)
    page.locator("#outcome").select_option("watch")
    page.locator("#reason").fill("Förslag till gruppen, fler texter behövs")
    page.locator("#review_on").fill("2027-01-15")
    press(page, "Besluta")
    assert "Bevaka" in main_text(page)
    seconds = time.monotonic() - start
    told(capsys, "J8 sign-in to first decision", seconds)
    assert seconds < 180
    context.close()


def test_j9_a_correction_is_kept_and_can_be_undone(
    site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    start = time.monotonic()
    context, page = signed_in(chromium, site, "analyst")
    page.goto(f"{site.address}/oversikt/amne/nedskrapning")
    for tick in page.locator("input[name=concern]").all()[:2]:
        tick.check()
    page.get_by_label("Till ämne").select_option("skadegorelse")
    page.get_by_label("Varför?").first.fill("Handlar om krossade rutor")
    press(page, "Flytta")
    assert "Beslutet är sparat." in main_text(page)
    page.goto(f"{site.address}/beslut")
    assert "Handlar om krossade rutor" in main_text(page)
    row = page.locator("tr", has_text="Handlar om krossade rutor")
    with page.expect_navigation():
        row.get_by_role("button", name="Ångra").click()
    assert row.get_by_role("button", name="Ångra").count() == 0, "undone once, and said"
    told(capsys, "J9 move two texts with a reason", time.monotonic() - start)
    context.close()


def test_j10_a_watch_is_reminded_of_on_its_day(
    site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    start = time.monotonic()
    context, page = signed_in(chromium, site, "analyst")
    page.goto(f"{site.address}/problem/")
    assert "Att se över igen" in main_text(page)
    open_link(page, "Lösa hundar, Diö")
    assert "Alla texter kom samma vecka." in main_text(page)
    page.locator("#why").fill("Dagen har kommit")
    press(page, "Öppna igen")
    page.locator("#outcome").select_option("not_a_problem")
    page.locator("#reason").fill("Allt på en dag, en klass")
    press(page, "Besluta")
    assert "Inte ett problem" in main_text(page)
    told(capsys, "J10 a watch looked at again", time.monotonic() - start)
    context.close()


def test_j11_a_sitting_from_agenda_to_locked_minutes(
    site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    start = time.monotonic()
    context, page = signed_in(chromium, site, "coordinator")
    page.goto(f"{site.address}/gruppen/")
    page.locator("#held_on").fill("2026-12-09")
    press(page, "Planera")
    assert "A-traktorer på handelsplatsen" in main_text(page), "the agenda is made of what goes on"
    assert "skulle vara klart" in main_text(page), "what is late comes first"
    open_link(page, "Visa på duk")
    while "A-traktorer på handelsplatsen" not in page.locator("h1").inner_text():
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
    page.locator("#decision").fill("Bommarna provas till oktober.")
    page.locator("#is_done").check()
    press(page, "Spara")
    page.get_by_text("Ge en uppgift").click()
    page.locator("#text").fill("Mät bullret två helger")
    page.locator("#owner_role").fill("miljöinspektör")
    page.locator("#due_on").fill("2027-02-01")
    press(page, "Ge uppgiften")
    assert "Mät bullret två helger" in main_text(page)
    open_link(page, "Dagordningen")
    press(page, "Lås protokollet")
    text = main_text(page)
    assert "Bommarna provas till oktober." in text
    assert "Mät bullret två helger" in text
    assert page.request.get(page.url + ".pdf").body().startswith(b"%PDF")
    seconds = time.monotonic() - start
    told(capsys, "J11 agenda, decision, task, locked minutes", seconds)
    assert seconds < 90 * 60
    context.close()


def test_j11_a_problem_is_made_and_taken_through_its_first_gate(site: Site, chromium: Browser) -> None:
    context, page = signed_in(chromium, site, "analyst")
    page.goto(f"{site.address}/oversikt/amne/trafik")
    press(page, "Pröva om det är ett problem")
    choose_all_boxes(page)
    press(page, "Spara bladet")
    page.locator("#outcome").select_option("problem")
    page.locator("#reason").fill("Återkommer och vi kan påverka")
    page.locator("#title").fill("Fortkörning förbi skolan, morgnar")
    page.locator("#owner_role").fill("kommunpolis")
    press(page, "Besluta")
    press(page, "Gå vidare till nästa fas")
    assert "Innan det kan gå vidare" in main_text(page)
    for name in ("behaviour", "place", "time", "how_often", "harmed", "why_this", "sources_left_out", "limits"):
        page.locator(f"#{name}").fill("Bilar kör för fort förbi skolan på morgonen.")
    page.locator("#sources").fill("invånarnas texter\nskolans personal")
    press(page, "Spara")
    press(page, "Gå vidare till nästa fas")
    assert page.locator(".phases [aria-current=step]").inner_text() == "Analys"
    context.close()


def test_j12_from_a_figure_of_the_councils_report_to_the_texts_behind_it_and_back(
    site: Site, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    start = time.monotonic()
    context, page = signed_in(chromium, site, "coordinator")
    page.goto(f"{site.address}/rapporter/rad")
    page.locator("#asked").fill("Fler skolbesök under våren")
    press(page, "Lås rapporten")
    report = page.url
    text = main_text(page)
    assert "Fler skolbesök under våren" in text
    assert "Lovat sedan" in text
    assert "2023:196" in text
    figure = page.locator("section", has_text="Vad vi hör").locator("tbody a").first
    with page.expect_navigation():
        figure.click()
    assert page.locator(".quote").count() > 0, "the masked texts behind the figure"
    page.go_back()
    assert page.url == report
    assert page.request.get(f"{report}.pdf").body().startswith(b"%PDF")
    with page.expect_navigation():
        page.get_by_role("link", name="Gör offentlig").click()
    assert "Fler skolbesök under våren" not in main_text(page), "what is asked of the council is not public by itself"
    page.get_by_label("Beslut som begärs").check()
    press(page, "Förhandsgranska")
    press(page, "Publicera det som visas")
    seconds = time.monotonic() - start
    visitor = chromium.new_page()
    visitor.goto(f"{site.address}/oppna-data/rapporter/1")
    assert "Fler skolbesök under våren" in main_text(visitor)
    visitor.close()
    told(capsys, "J12 council report, locked, public, a figure opened", seconds)
    context.close()


def test_who_told_reads_what_came_of_it(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{site.address}/svar?amne=belysning")
    assert "Sex nya lampor" in main_text(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
