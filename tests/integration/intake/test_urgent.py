"""The 112 page and the calm page: first, once, and never in the way of the text."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue.models import Concern
from tests.integration.intake.conftest import fields, receipt_of, words

Preview = Callable[..., TestResponse]

NOW = "Just nu står en man med kniv och hotar folk vid stationen"
HEAVY = "Jag orkar inte längre, jag vill inte leva och tänker ta livet av mig"


def test_the_112_page_comes_first_and_the_text_can_be_sent_anyway(
    client: FlaskClient, preview: Preview, session: Session
) -> None:
    page = preview(NOW, area="liatorp")
    assert page.status_code == 200
    assert 'href="tel:112"' in page.text
    assert "Jag är inte i fara – skicka" in words(page)
    receipt_of(client.post("/oro/skicka", data=fields(page)))
    session.rollback()
    row = session.scalars(select(Concern)).one()
    assert (row.urgent, row.warned, row.text) == (True, True, NOW)
    assert row.urgent_reason in ("ongoing", "just_happened")


def test_it_never_comes_twice(client: FlaskClient, preview: Preview) -> None:
    page = preview(NOW)
    change = fields(page, form=1)
    change["change"] = "y"
    back = client.post("/oro", data=change)
    told = fields(back)
    told["text"] = NOW + " igen"
    again = client.post("/oro", data=told)
    assert 'class="emergency"' not in again.text
    assert "Läs igenom" in words(again)
    receipt_of(client.post("/oro/skicka", data=fields(again)))


def test_a_changed_text_after_a_calm_preview_still_meets_112(client: FlaskClient, preview: Preview) -> None:
    told = fields(preview("Det är mörkt i gångtunneln."))
    told["text"] = NOW
    assert 'class="emergency"' in client.post("/oro/skicka", data=told).text


def test_whoever_may_want_to_die_meets_a_calm_page(client: FlaskClient, preview: Preview, session: Session) -> None:
    page = preview(HEAVY)
    read = words(page)
    assert 'class="calm"' in page.text
    assert 'class="emergency"' not in page.text
    assert "!" not in read
    for number in ("90101", "116111", "1177", "112"):
        assert f'href="tel:{number}"' in page.text
    assert "Lämna sidan snabbt" in read
    receipt_of(client.post("/oro/skicka", data=fields(page)))
    session.rollback()
    row = session.scalars(select(Concern)).one()
    assert (row.urgent, row.urgent_reason, row.warned) == (True, "self_harm", True)


@pytest.mark.parametrize("text", ["Det är mörkt i gångtunneln.", "Mopeder kör för fort på Köpmansgatan."])
def test_an_everyday_worry_meets_no_warning(preview: Preview, text: str) -> None:
    page = preview(text)
    assert 'class="emergency"' not in page.text
    assert 'class="calm"' not in page.text
