"""A real browser against a real site: web, worker and encoder."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from dialogue.staff.demo import demo_token
from tests.servers import Site, running_site

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, complete, on SQLite."""
    folder = tmp_path_factory.mktemp("site")
    with running_site(f"sqlite:///{folder / 'site.sqlite3'}", folder, demo=True, prepare=True) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


def sign_in_link(site: Site, role: str) -> str:
    """The demonstration's link for a role."""
    return f"{site.address}/logga-in/demo/{role}/{demo_token('d' * 32, role)}"
