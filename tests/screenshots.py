"""`make screenshots`: the pictures of the README, taken of the demonstration as it runs."""

import base64
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from tests import palette_png
from tests.e2e.citizen_page import CitizenPage
from tests.e2e.conftest import DESK, FLAGS, PHONE, sign_in_link
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


def _take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    taken = base64.b64encode(page.screenshot(caret="hide")).decode()
    width, height, pixels = page.evaluate(PIXELS, taken)
    rgba = np.frombuffer(base64.b64decode(pixels), dtype=np.uint8).reshape(height, width, 4)
    path.write_bytes(palette_png.encode(rgba[:, :, :3]))
    weight = path.stat().st_size
    assert weight <= HEAVIEST, f"{path.name} is {weight} bytes"


if __name__ == "__main__":
    main()
