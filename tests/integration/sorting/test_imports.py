"""Files taken in: areas, taxonomy, texts."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.exceptions import BadImport
from dialogue.models import AgeBand, Area, AreaAlias, Channel, Concern, Municipality, Topic
from dialogue.sorting.imports import import_areas, import_concerns, import_taxonomy, read_jsonl
from nlp.corpus import DATA

TODAY = date(2026, 3, 4)


def test_areas_imported_twice_are_there_once(session: Session, municipality: Municipality) -> None:
    told = json.loads((DATA / "areas" / "almhult.json").read_text())
    import_areas(session, told)
    rows = session.query(Area).filter_by(municipality_id=municipality.id).count()
    assert rows == len(told["areas"])
    aliases = session.query(AreaAlias).filter_by(municipality_id=municipality.id).count()
    assert aliases == sum(len(set(row["aliases"])) for row in told["areas"])


def test_a_broken_area_file_is_refused_by_name_of_the_fault(session: Session) -> None:
    with pytest.raises(BadImport, match="areas"):
        import_areas(session, {"municipality": {"code": "1", "name": "X", "county": "Y", "police_area": "Z"}})


def test_the_taxonomy_keeps_an_analysts_own_label(session: Session, municipality: Municipality) -> None:
    topic = session.scalars(select(Topic).where(Topic.municipality_id == municipality.id)).first()
    assert topic is not None
    topic.own_label = "Knark vid tåget"
    import_taxonomy(session, municipality, [{"code": topic.code, "name": "Nytt namn"}])
    assert (topic.name, topic.own_label) == ("Nytt namn", "Knark vid tåget")


def test_imported_texts_are_masked_and_have_no_receipt(session: Session, municipality: Municipality) -> None:
    rows = [{"text": "Ring mig på 070-123 45 67 om bråken", "source": "sms", "age": "80+", "date": "2025-06-01"}]
    import_concerns(session, municipality, rows, today=TODAY)
    concern = session.scalars(select(Concern)).one()
    assert "070" not in concern.text
    assert "⟦PHONE⟧" in concern.text
    assert concern.receipt_hash is None
    assert (concern.channel, concern.age_band) == (Channel.SMS, AgeBand.FROM_65)
    assert concern.received_on == date(2025, 6, 1)


def test_spread_dates_lie_within_the_past_18_months(session: Session, municipality: Municipality) -> None:
    rows = [{"text": f"text nummer {n}", "date": "2023-11-20" if n % 2 else None} for n in range(40)]
    import_concerns(session, municipality, rows, today=TODAY, spread=True)
    days = session.scalars(select(Concern.received_on)).all()
    assert all(0 <= (TODAY - day).days <= 548 for day in days)
    assert len(set(days)) > 10


def test_lines_without_text_are_left_out_and_counted(session: Session, municipality: Municipality) -> None:
    done = import_concerns(session, municipality, [{"text": " \x00 "}, {"text": "mörkt"}], today=TODAY)
    assert (done.rows, done.left_out) == (1, 1)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": 5}', '{"text": "\\ud800"}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"text": "bra"}\n' + line + "\n")
    with pytest.raises(BadImport, match="line 2"):
        list(read_jsonl(file))
