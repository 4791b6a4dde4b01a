"""Clients of the joint group, pages that are valid HTML, and a signed pledge to look at."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue import clock
from dialogue.models import (
    Commitment,
    Indicator,
    IndicatorKind,
    Municipality,
    Owner,
    Pledge,
    PledgeSignature,
    PledgeStatus,
    Role,
)
from tests.integration.intake.conftest import fields, words

__all__ = ["fields", "words"]


def read(page: TestResponse, status: int = 200) -> str:
    """The words of a page that has this status and is valid HTML with one h1 and ids of their own."""
    assert page.status_code == status, words(page)[:600]
    html5lib.HTMLParser(strict=True).parse(page.text)
    soup = BeautifulSoup(page.text, "html.parser")
    assert len(soup.select("h1")) == 1
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for target in soup.select("[aria-describedby]"):
        assert set(str(target["aria-describedby"]).split()) <= set(ids)
    return words(page)


@pytest.fixture
def group(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[..., FlaskClient]:
    """`group(role)` → a client signed in with that role; forms without tokens."""
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in


@pytest.fixture
def coordinator(group: Callable[..., FlaskClient]) -> FlaskClient:
    return group(Role.COORDINATOR)


@pytest.fixture
def make_pledge(session: Session, municipality: Municipality) -> Callable[..., Pledge]:
    """`make_pledge(starts_on, ends_on, …)` → a signed pledge; `promises`: columns of its commitments."""

    def _make(
        starts_on: date | None = None, ends_on: date | None = None, promises: tuple[dict[str, Any], ...] = ({},),
        **columns: Any,
    ) -> Pledge:  # fmt: skip
        start = starts_on or clock.today() - timedelta(days=200)
        told: dict[str, Any] = {
            "code": f"{start:%Y}", "title": f"Medborgarlöfte {start:%Y}", "starts_on": start,
            "ends_on": ends_on or clock.today() + timedelta(days=200), "status": PledgeStatus.SIGNED,
            "signed_on": start,
        }  # fmt: skip
        pledge = Pledge(municipality_id=municipality.id, **(told | columns))
        session.add(pledge)
        session.flush()
        for number, promise in enumerate(promises, 1):
            row: dict[str, Any] = {
                "text": f"Vi lovar sak {number}.", "owner": Owner.JOINT, "owner_role": "kommunpolis",
                "promised_since": start.year, "shown_by": "Det syns i loggen.",
            }  # fmt: skip
            session.add(Commitment(municipality_id=municipality.id, pledge_id=pledge.id, number=number,
                                   **(row | promise)))  # fmt: skip
        for owner in (Owner.POLICE, Owner.MUNICIPALITY):
            session.add(PledgeSignature(municipality_id=municipality.id, pledge_id=pledge.id, role=f"chef {owner}",
                                        owner=owner, signed_on=start))  # fmt: skip
        session.commit()
        session.refresh(pledge)
        session.expunge(pledge)
        session.rollback()
        return pledge

    return _make


@pytest.fixture
def make_indicator(session: Session, municipality: Municipality) -> Callable[..., str]:
    """`make_indicator(code, kind, **columns)` → its code."""

    def _make(code: str = "trygg_ute", kind: IndicatorKind = IndicatorKind.SERIES, **columns: Any) -> str:
        told = {"name": "Trygg ute", "unit": "procent"} | columns
        session.add(Indicator(municipality_id=municipality.id, code=code, kind=kind, **told))
        session.commit()
        session.rollback()
        return code

    return _make
