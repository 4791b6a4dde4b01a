"""The situation picture and the council's report: from known rows to a locked page and a tagged PDF."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import pikepdf
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import clock, demo_pledges, jobs
from dialogue.models import AgeBand, Area, Channel, Concern, Daypart, Municipality, Report, Role, Topic
from dialogue.published import _ended_quarters
from dialogue.staff.demo import ensure_demo_staff

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def analyst(app: Flask, sign_in: SignIn) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Role.ANALYST)


@pytest.fixture
def quarters(app: Flask, session: Session) -> list[tuple[date, date]]:
    """Twenty texts on dark places, ten on cars and three on dogs in each of the two latest published quarters."""
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    topics = {row.code: row.id for row in session.scalars(select(Topic).where(Topic.municipality_id == place.id))}
    area = session.scalar(select(Area.id).where(Area.municipality_id == place.id, Area.code == "dio"))
    found = _ended_quarters(clock.today())[:2]
    for first, _ in found:
        session.add_all([
            Concern(
                municipality_id=place.id, text="Mörkt", channel=Channel.WEB, received_daypart=Daypart.DAY,
                received_on=first + timedelta(days=number % 80),
                topic_id=topics["hundar" if number < 3 else "trafik" if number < 13 else "belysning"],
                area_id=area, age_band=AgeBand.FROM_16 if number % 2 else AgeBand.FROM_65,
            )
            for number in range(33)
        ])  # fmt: skip
    session.commit()
    session.rollback()
    with app.app_context():
        jobs.publish()
    return found


def test_a_picture_before_anything_is_known_says_so(analyst: FlaskClient) -> None:
    page = analyst.get("/rapporter/lagesbild").get_data(as_text=True)
    assert "Inget kvartal är utgivet än." in page
    assert "Polisens siffror är inte inlästa än." in page


def test_the_picture_tells_what_is_heard_and_hides_what_is_small(
    analyst: FlaskClient, quarters: list[tuple[date, date]]
) -> None:
    page = analyst.get("/rapporter/lagesbild").get_data(as_text=True)
    assert "underlag 4\u00a0§ p. 2" in page
    assert "ingen säker skillnad" in page
    assert re.search(r"amne/belysning\?fran=", page), "a figure leads to the texts behind it"
    assert "färre än fem" in page


def test_the_council_report_is_two_pages_and_annex(
    analyst: FlaskClient, session: Session, quarters: list[tuple[date, date]]
) -> None:
    place = session.scalars(select(Municipality).where(Municipality.code == "0765")).one()
    ensure_demo_staff(session, place.id)
    demo_pledges.load(session, place, clock.today())
    session.commit()
    session.rollback()
    told = {"asked": "Fler skolbesök under våren\nNy lampa i tunneln", "incidents": ""}
    address = analyst.post("/rapporter/rad", data=told).headers["Location"]
    page = analyst.get(address).get_data(as_text=True)
    assert "Fler skolbesök under våren" in page
    assert "Lovat sedan" in page
    made = analyst.get(f"{address}.pdf").get_data()
    reader = pypdf.PdfReader(io.BytesIO(made))
    sheets = [sheet.extract_text() for sheet in reader.pages]
    annex = next(number for number, text in enumerate(sheets) if "Bilaga" in text)
    assert annex <= 2, "the report itself takes two pages"
    whole = "\n".join(sheets)
    assert whole.index("Beslut som begärs") < whole.index("Medborgarlöftet") < whole.index("Vilka som hörs")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "sv"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert "strategiska rådet" in str(document.docinfo["/Title"])


def test_a_locked_report_stays_as_it_was(
    analyst: FlaskClient, session: Session, quarters: list[tuple[date, date]]
) -> None:
    address = analyst.post("/rapporter/lagesbild").headers["Location"]
    before = analyst.get(address).get_data(as_text=True)
    for concern in session.scalars(select(Concern)):
        session.delete(concern)
    session.commit()
    session.rollback()
    strip = re.compile(r'nonce="[^"]*"|value="[^"]*"')
    assert strip.sub("", analyst.get(address).get_data(as_text=True)) == strip.sub("", before)


def test_a_council_report_can_be_made_public_the_picture_cannot(
    analyst: FlaskClient, client: FlaskClient, session: Session, quarters: list[tuple[date, date]]
) -> None:
    for path in ("rad", "lagesbild"):
        address = analyst.post(f"/rapporter/{path}").headers["Location"]
        analyst.post(f"{address}/offentlig", data={"on": "1", "del": ["1", "4"]})
    session.rollback()
    assert {row.kind.value: row.public_on for row in session.scalars(select(Report))} == {
        "council": clock.today(), "situation": None,
    }  # fmt: skip
    assert "Rapport till strategiska rådet" in client.get("/oppna-data").get_data(as_text=True)
    page = client.get("/oppna-data/rapporter/1").get_data(as_text=True)
    assert "Vilka som hörs" in page
    assert "/oversikt" not in page, "the public is not led into the house"
    analyst.post("/rapporter/rad/1/offentlig")
    assert client.get("/oppna-data/rapporter/1").status_code == 404


def test_what_is_between_the_house_and_its_council_is_published_only_when_ticked(
    analyst: FlaskClient, client: FlaskClient, quarters: list[tuple[date, date]]
) -> None:
    told = {"asked": "Fler skolbesök", "incidents": "Ett brev till tre personer gick fel."}
    address = analyst.post("/rapporter/rad", data=told).headers["Location"]
    page = analyst.get(f"{address}/offentlig").get_data(as_text=True)
    assert "Beslut som begärs" in page
    assert "Fler skolbesök" not in page
    assert "tre personer" not in page
    parts = re.findall(r'type="hidden" name="del" value="(\d+)"', page)
    assert analyst.post(f"{address}/offentlig", data={"on": "1", "del": parts}).status_code == 303
    public = client.get("/oppna-data/rapporter/1").get_data(as_text=True)
    assert "Lag och skydd" in public
    assert "Fler skolbesök" not in public
    assert "tre personer" not in public
    ticked = analyst.get(f"{address}/offentlig?val=1&del=0").get_data(as_text=True)
    assert "Fler skolbesök" in ticked
    assert "Lag och skydd</h2>" not in ticked
    assert "Välj minst en del." in analyst.get(f"{address}/offentlig?val=1&del=x").get_data(as_text=True)
    assert analyst.post(f"{address}/offentlig", data={"on": "1", "del": ["99", "x"]}).status_code == 303
    assert "Lag och skydd" in client.get("/oppna-data/rapporter/1").get_data(as_text=True), "nothing chosen, as before"
    assert analyst.get("/rapporter/lagesbild/1/offentlig").status_code == 404


def test_what_is_typed_is_masked_and_others_stay_out(analyst: FlaskClient, sign_in: SignIn, session: Session) -> None:
    address = analyst.post("/rapporter/rad", data={"asked": "Ring 070-174 06 05"}).headers["Location"]
    assert "070-174" not in analyst.get(address).get_data(as_text=True)
    other = sign_in(Role.ANALYST, code="0781")
    assert other.get(address).status_code == 404
    assert sign_in(Role.POLICE).post("/rapporter/rad").status_code == 403
    assert sign_in(Role.ORGANISER).get("/rapporter/").status_code == 403
    assert analyst.get("/rapporter/nonsense").status_code == 404
