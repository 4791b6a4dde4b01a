"""Odd addresses to the public pages of answers and open data."""

from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from dialogue.answers.feed import atom
from dialogue.answers.queries import PublicAnswer


@pytest.mark.parametrize("sign", ["\x00", "a\x00b", "\u202eabc", "'; --", "9" * 5000, "<script>alert(1)</script>"])
def test_a_choice_that_is_not_there_is_an_empty_page(client: FlaskClient, sign: str) -> None:
    for name in ("amne", "omrade"):
        answer = client.get(f"/svar?{name}={quote(sign)}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("query", ["amne=%ED%A0%80", "amne=%FF%FE", "amne", "amne=&amne=x&omrade[]=y"])
def test_broken_queries_are_pages(client: FlaskClient, query: str) -> None:
    assert client.get(f"/svar?{query}").status_code == 200
    assert client.get(f"/oppna-data?{query}").status_code == 200


def test_nothing_can_be_posted(client: FlaskClient) -> None:
    for path in ("/svar", "/svar.atom", "/oppna-data", "/oppna-data/svar.json", "/oppna-data/rapporter/1"):
        assert client.post(path, data={"x": "1"}).status_code in (404, 405)


def test_the_feed_is_xml_whatever_was_written() -> None:
    odd, day = "Lampor\x0b\ufffe <&> \uffff\U0001f4a1", date(2026, 11, 25)
    answer = PublicAnswer("ABC234", odd, None, None, None, odd, odd, odd, "", "", day, day)
    told = atom([answer], title="Svar", author="Älmhult", page="https://x/svar", feed="https://x/svar.atom")
    assert "Lampor <&> \U0001f4a1" in "".join(ElementTree.fromstring(told).itertext())
