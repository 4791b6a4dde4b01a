"""What staff do in a browser, by the words on the page."""

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import DESK, sign_in_link
from tests.servers import Site


def signed_in(browser: Browser, site: Site, role: str, *, script: bool = True) -> tuple[BrowserContext, Page]:
    """A browser of one's own, signed in."""
    context = browser.new_context(viewport=DESK, locale="sv-SE", java_script_enabled=script)
    page = context.new_page()
    page.goto(sign_in_link(site, role))
    return context, page


def press(page: Page, name: str) -> None:
    """Press the button, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).last.click()


def open_link(page: Page, name: str) -> None:
    """Follow the link, and wait for its page."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def main_text(page: Page) -> str:
    """What the page says."""
    return page.locator("main").inner_text()


def gather(page: Page, people: dict[str, str], themes: list[str], promise: tuple[str, str, str]) -> None:
    """Fill in the first step of closing, and go on. `people`: what a field of the count is called → how many."""
    for name, number in people.items():
        page.get_by_role("textbox", name=name, exact=True).fill(number)
    for fold in page.locator("summary").all():  # without JavaScript too
        if "Andra teman" in fold.inner_text() and fold.evaluate("fold => !fold.parentElement.open"):
            fold.click()
    for theme in themes:
        page.get_by_label(theme).check()
    text, owner, due = promise
    page.get_by_label("Vad", exact=True).first.press_sequentially(text, delay=5)
    page.get_by_label("Roll som ansvarar").first.fill(owner)
    page.get_by_label("Senast").first.fill(due)
    press(page, "Spara och gå vidare")
