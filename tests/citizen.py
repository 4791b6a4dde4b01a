"""A citizen without JavaScript: opens the form, writes, reads the preview, sends, notes the receipt."""

import re
import urllib.error
import urllib.parse
import urllib.request

from bs4 import BeautifulSoup, Tag

Fields = dict[str, str]


class Citizen:
    """One browser without cookies at the site's address, or at a tablet whose form has an address of its own."""

    def __init__(self, address: str, headers: Fields | None = None, form: str = "/oro") -> None:
        self.address = address
        self.headers = headers or {}
        self.form = form

    def write(self, text: str) -> Fields:
        """Open the form and send it on to the preview; gives the fields that "Skicka" would send."""
        form = form_fields(self._open(self.form), self.form)
        return form_fields(self._open(self.form, form | {"text": text}), f"{self.form}/skicka")

    def send(self, fields: Fields) -> str:
        """Press "Skicka"; gives the receipt's digits."""
        return receipt_in(self._open(f"{self.form}/skicka", fields))

    def _open(self, path: str, fields: Fields | None = None) -> str:
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        request = urllib.request.Request(self.address + path, data=data, headers=self.headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())


def form_fields(html: str, action: str) -> Fields:
    """What the form with this action would send if nothing were filled in."""
    form = re.search(rf'<form[^>]*action="[^"]*{action}".*?</form>', html, re.DOTALL)
    assert form, f"no form to {action} in: {html[:2000]}"
    inputs = BeautifulSoup("".join(re.findall(r"<input[^>]*>", form.group())), "html.parser")  # quicker than the page
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in inputs.find_all("input")
        if isinstance(field, Tag) and field.get("name") and field.get("type") in ("hidden", None)
    }


def receipt_in(html: str) -> str:
    """The twenty digits on a receipt page."""
    found = re.search(r"(?:\d{4}[\s ]){4}\d{4}", html)
    assert found, BeautifulSoup(html, "html.parser").get_text(" ", strip=True)[:300]
    return re.sub(r"\D", "", found.group())
