"""What a visitor's browser does with the form: reads its hidden fields, and sends them on."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

CALM_TEXT = "Det är mörkt i gångtunneln vid stationen."


def fields(page: TestResponse, form: int = 0) -> MultiDict[str, str]:
    """What the page's n-th form would send if its main button were pressed."""
    chosen = BeautifulSoup(page.text, "html.parser").select("main form")[form]
    told = [
        (str(tag["name"]), str(tag.get("value", "")))
        for tag in chosen.select("input[name]")
        if tag.get("type") in ("hidden", "text") or tag.has_attr("checked")
    ]
    told += [(str(area["name"]), area.text.removeprefix("\n")) for area in chosen.select("textarea[name]")]
    told += [
        (str(select["name"]), str(option["value"]))
        for select in chosen.select("select[name]")
        for option in select.select("option[selected]")
    ]
    return MultiDict(told)


def words(page: TestResponse) -> str:
    """The page as it is read."""
    return " ".join(BeautifulSoup(page.text, "html.parser").get_text(" ").split())


def receipt_of(page: TestResponse) -> str:
    """The number on the receipt page."""
    found = BeautifulSoup(page.text, "html.parser").select_one(".receipt")
    assert found is not None, words(page)
    return found.text


@pytest.fixture
def preview(client: FlaskClient) -> Callable[..., TestResponse]:
    """`preview(text, **answers)` → the page after the form."""

    def _preview(text: str, **answers: str | list[str]) -> TestResponse:
        told = fields(client.get("/oro"))
        told["text"] = text
        for name, value in answers.items():
            told.setlist(name, value if isinstance(value, list) else [value])
        return client.post("/oro", data=told)

    return _preview


@pytest.fixture
def sent(client: FlaskClient, preview: Callable[..., TestResponse]) -> Callable[..., str]:
    """`sent(text, **answers)` → the receipt."""

    def _sent(text: str = CALM_TEXT, **answers: str | list[str]) -> str:
        return receipt_of(client.post("/oro/skicka", data=fields(preview(text, **answers))))

    return _sent
