"""English and Arabic on the narrowest phone: the pages that matter most keep their words inside."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.test_accessibility import WRITTEN
from tests.servers import Site

pytestmark = pytest.mark.e2e

NARROW = "document.documentElement.scrollWidth <= innerWidth"
INSIDE = '[...document.querySelectorAll("main .button, main button")].every(it => it.scrollWidth <= it.clientWidth)'


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("state", "shows"), [("preview", ".preview"), ("emergency", ".emergency"), ("calm", ".calm")])
def test_no_button_spills_at_320_pixels(site: Site, chromium: Browser, language: str, state: str, shows: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site.address}/{language}/oro")
    page.fill("#text", WRITTEN[state])
    page.click("main form button[type=submit]")
    page.wait_for_selector(shows)
    assert page.evaluate(NARROW)
    assert page.evaluate(INSIDE)
    page.close()
