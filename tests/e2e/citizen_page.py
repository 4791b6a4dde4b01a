"""What a resident does in a browser, by the words on the page."""

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class CitizenPage:
    """A browser page on the site at `address`."""

    page: Page
    address: str

    def write(self, text: str) -> None:
        """Open the form, write, go on."""
        self.page.goto(f"{self.address}/oro")
        self.page.locator("textarea").fill(text)
        self.press("Läs igenom och skicka")

    def press(self, name: str) -> None:
        """Press the button with exactly this name, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def tell(self, text: str) -> str:
        """Write, read through, send; gives the receipt."""
        self.write(text)
        self.press("Skicka")
        return self.receipt()

    def receipt(self) -> str:
        """The number on the page that thanks."""
        self.page.get_by_text("Tack. Nu är det skickat.").first.wait_for()
        return self.page.locator("#receipt").inner_text()

    def look_up(self, receipt: str) -> None:
        """Open what is stored under a receipt."""
        self.page.goto(f"{self.address}/kvitto")
        self.page.get_by_label("Kvittonummer").fill(receipt)
        self.press("Visa")
