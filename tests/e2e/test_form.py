"""The form under a thumb, a keyboard, a magnifier, a bad line, and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.citizen_page import CitizenPage
from tests.e2e.conftest import PHONE
from tests.servers import Site

ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %

pytestmark = pytest.mark.e2e


@pytest.fixture
def phone(site: Site, chromium: Browser) -> Iterator[CitizenPage]:
    page = chromium.new_page(viewport=PHONE)
    yield CitizenPage(page, site.address)
    page.close()


@pytest.fixture
def plain(site: Site, chromium: Browser) -> Iterator[CitizenPage]:
    """A phone whose browser runs no scripts."""
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    yield CitizenPage(context.new_page(), site.address)
    context.close()


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_nothing_is_chosen_beforehand(phone: CitizenPage) -> None:
    phone.page.goto(f"{phone.address}/oro")
    assert phone.page.locator(":checked:not(option)").count() == 0
    assert phone.page.locator("select[name=area]").input_value() == ""
    assert phone.page.locator("textarea").input_value() == ""


def test_the_place_is_found_by_its_first_letters_with_the_keyboard_alone(phone: CitizenPage) -> None:
    phone.page.goto(f"{phone.address}/oro")
    box = phone.page.get_by_role("combobox", name="Var?")
    box.press_sequentially("lia")
    expect(phone.page.get_by_role("option", name="Liatorp")).to_be_visible()
    expect(phone.page.get_by_text("Liatorp, 1 av 1")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "Liatorp"
    phone.page.locator("textarea").fill("Det är mörkt vid bryggan")
    phone.press("Läs igenom och skicka")
    expect(phone.page.locator("dd", has_text="Liatorp")).to_be_visible()


def test_a_poster_chooses_the_place(phone: CitizenPage) -> None:
    phone.page.goto(f"{phone.address}/oro")
    code = phone.page.locator("select[name=area] option", has_text="Liatorp").get_attribute("value")
    phone.page.goto(f"{phone.address}/oro?plats={code}")
    assert phone.page.get_by_role("combobox", name="Var?").input_value() == "Liatorp"


def test_the_whole_chain_with_the_keyboard_alone(phone: CitizenPage) -> None:
    page = phone.page
    page.goto(f"{phone.address}/oro")
    tab_to(page, "textarea")
    page.keyboard.type("Cyklister kör fort på gångbanan vid skolan")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=topics]")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "form[data-sends] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(phone.receipt().split()) == 5


def test_an_error_takes_the_focus_and_leads_to_the_field(phone: CitizenPage) -> None:
    phone.write("")
    assert phone.page.evaluate("document.activeElement.id") == "summary"
    phone.page.get_by_role("link", name="Skriv minst tre tecken").press("Enter")
    assert phone.page.evaluate("document.activeElement.id") == "text"


def test_a_bad_line_keeps_the_text_and_the_next_try_makes_one_record(phone: CitizenPage) -> None:
    phone.write("Bilarna kör för fort förbi skolan i Eneryda")
    phone.page.context.set_offline(True)
    phone.page.get_by_role("button", name="Skicka", exact=True).click()
    expect(phone.page.get_by_text("Inte skickat: det finns ingen kontakt")).to_be_visible()
    phone.page.context.set_offline(False)
    phone.press("Skicka")
    first = phone.receipt()
    phone.page.reload()  # sends the same form again
    assert phone.receipt() == first


def test_numbers_are_black_before_they_leave_the_phone(phone: CitizenPage) -> None:
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.post_data or ""))
    phone.write("Ring mig på 070-123 45 67 om lampan vid skolan")
    assert any("PHONE" in body for body in sent)
    assert not any("070-123" in body or "123+45" in body for body in sent)
    expect(phone.page.locator(".mask", has_text="telefon")).to_be_visible()


def test_a_receipt_can_be_copied_printed_looked_up_and_used_to_take_back(phone: CitizenPage) -> None:
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    receipt = phone.tell("Klotter på skolans vägg i Diö")
    phone.page.get_by_role("button", name="Kopiera numret").click()
    expect(phone.page.get_by_text("Kopierat")).to_be_visible()
    assert phone.page.evaluate("navigator.clipboard.readText()").split() == receipt.split()
    expect(phone.page.get_by_role("button", name="Skriv ut")).to_be_visible()
    phone.look_up(receipt)
    expect(phone.page.get_by_text("Klotter på skolans vägg i Diö")).to_be_visible()
    phone.page.get_by_label("Ja, ta bort min text").check()
    phone.press("Ta tillbaka")
    phone.look_up(receipt)
    expect(phone.page.get_by_role("heading", name="Texten är borttagen")).to_be_visible()
    assert "Klotter" not in phone.page.content()


def test_an_old_form_keeps_its_text(phone: CitizenPage) -> None:
    phone.page.goto(f"{phone.address}/oro")
    phone.page.locator("textarea").fill("Glas på lekplatsen")
    phone.page.locator("form[data-concern] [name=token]").evaluate("field => { field.value = 'gammal'; }")
    phone.press("Läs igenom och skicka")
    expect(phone.page.get_by_text("Formuläret var för gammalt")).to_be_visible()
    assert phone.page.locator("textarea").input_value() == "Glas på lekplatsen"


def test_the_form_works_without_javascript(plain: CitizenPage) -> None:
    plain.page.goto(f"{plain.address}/oro")
    plain.page.locator("textarea").fill("Det är halt vid skolan, mejla anna@example.com")
    plain.page.get_by_label("Var?").select_option("Diö")
    plain.press("Läs igenom och skicka")
    expect(plain.page.locator(".mask", has_text="e-post")).to_be_visible()
    plain.press("Skicka")
    plain.look_up(plain.receipt())
    expect(plain.page.get_by_text("Det är halt vid skolan")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/oro", "/kvitto", "/moten", "/om", "/integritet", "/tillganglighet", "/x"])
def test_four_times_the_size_needs_no_sideways_scrolling(site: Site, chromium: Browser, path: str) -> None:
    page = chromium.new_page(viewport=ZOOMED)
    page.goto(site.address + path)
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    page.close()


def test_four_times_the_size_to_the_receipt(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(viewport=ZOOMED)
    citizen = CitizenPage(page, site.address)
    citizen.tell("Mörkt i tunneln vid stationen, skriv till berit@example.com")
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    page.close()
