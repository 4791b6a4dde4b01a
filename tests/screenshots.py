"""`make screenshots`: the pictures of the README, taken of the demonstration as it runs."""

import base64
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from tests import palette_png
from tests.e2e.citizen_page import CitizenPage
from tests.e2e.conftest import DESK, FLAGS, PHONE, sign_in_link
from tests.e2e.test_collection import TABLET, opened, started
from tests.servers import ROOT, Site, running_site

PICTURES = ROOT / "static" / "img" / "readme"
HEAVIEST = 120_000  # bytes
PIXELS = """async taken => {
  const picture = await createImageBitmap(new Blob([Uint8Array.fromBase64(taken)]));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const pixels = new Uint8Array(canvas.getImageData(0, 0, picture.width, picture.height).data.buffer);
  return [picture.width, picture.height, pixels.toBase64()];
}"""
TEXT = (
    "Gatlyktorna vid bryggan i Liatorp lyser inte, och man ser inte vem som kommer. "
    "Anders Svensson i föreningen vet mer, 070-123 45 67."
)


def main() -> None:
    """Start the demonstration, take every picture, stop it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        with running_site(f"sqlite:///{folder / 'site.sqlite3'}", folder, demo=True, prepare=True) as site:
            _citizen(browser, site)
            _staff(browser, site)
            _meetings(browser, site)
            _group(browser, site)
        browser.close()


def _citizen(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport=PHONE)
    citizen = CitizenPage(page, site.address)
    page.goto(site.address)
    _take(page, "start")
    page.goto(f"{site.address}/oro")
    page.locator("textarea").fill(TEXT)
    _take(page, "form")
    citizen.press("Läs igenom och skicka")
    _take(page, "preview")
    citizen.press("Skicka")
    citizen.receipt()
    _take(page, "receipt")
    page.close()


def _staff(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(sign_in_link(site, "analyst"))
    page.goto(f"{site.address}/oversikt")
    _take(page, "board")
    page.goto(f"{site.address}/oversikt/amne/belysning")
    _take(page, "topic")
    page.close()


def _meetings(browser: Browser, site: Site) -> None:
    """The list and a summary on a phone, the tablet, the desk's closing, and the poster as it is printed."""
    page = browser.new_page(viewport=PHONE)
    for name, path in (("meetings", "/moten"), ("summary", "/moten/HAGA2"), ("meeting-ar", "/ar/moten/DIO1")):
        page.goto(site.address + path)
        _take(page, name)
    page.close()
    desk = browser.new_page(viewport=DESK)
    desk.goto(sign_in_link(site, "organiser"))
    desk.goto(f"{site.address}/motesplanering/LIATP/avslut")
    _take(desk, "closing")
    printed = desk.request.get(f"{site.address}/motesplanering/DIO1/affisch-sv-A4.pdf").body()
    document = pypdfium2.PdfDocument(printed)
    poster = np.ascontiguousarray(np.asarray(document[0].render(scale=0.9).to_pil().convert("RGB")))
    document.close()
    _write("poster", poster)
    tablet = browser.new_context(viewport=TABLET).new_page()
    start, _ = opened(desk, site)
    started(tablet, site, start)
    _take(tablet, "tablet")
    tablet.context.close()
    desk.close()


def _group(browser: Browser, site: Site) -> None:
    """A problem card, a sitting on the projector, the pledge that holds, and the council's report."""
    page = browser.new_page(viewport=DESK)
    page.goto(sign_in_link(site, "coordinator"))
    page.goto(f"{site.address}/problem/BURN26")
    _take(page, "problem")
    page.goto(f"{site.address}/gruppen/")
    page.locator("main ul a").first.click()  # the next one
    with page.expect_navigation():
        page.get_by_role("button", name="Hämta det som har ändrats").click()
    page.get_by_role("link", name="Visa på duk").click()
    _take(page, "sitting")
    page.goto(f"{site.address}/rapporter/rad")
    page.evaluate("document.querySelector('h1').scrollIntoView()")
    _take(page, "report")
    page.goto(f"{site.address}/loften")
    _take(page, "pledge")
    page.close()


def _take(page: Page, name: str) -> None:
    taken = base64.b64encode(page.screenshot(caret="hide")).decode()
    width, height, pixels = page.evaluate(PIXELS, taken)
    rgba = np.frombuffer(base64.b64decode(pixels), dtype=np.uint8).reshape(height, width, 4)
    _write(name, rgba[:, :, :3])


def _write(name: str, pixels: NDArray[np.uint8]) -> None:
    path = PICTURES / f"{name}.png"
    path.write_bytes(palette_png.encode(pixels))
    weight = path.stat().st_size
    assert weight <= HEAVIEST, f"{path.name} is {weight} bytes"


if __name__ == "__main__":
    main()
