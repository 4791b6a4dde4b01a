"""Copies, series, and what a day clashes with."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.exceptions import BadImport
from dialogue.models import Meeting, MeetingStatus, MeetingText, Municipality, Role, SchoolBreak
from dialogue.organising.calendar_import import import_breaks, read_breaks
from dialogue.organising.clashes import clashes
from tests.integration.organising.conftest import Desk, soon

Stored = Callable[[str], Meeting]


def in_series(session: Session, series: str | None) -> list[Meeting]:
    session.rollback()
    return session.query(Meeting).filter_by(series=series).order_by(Meeting.held_on).all()


def make_series(desk: Desk, code: str, every: str = "weekly", times: int = 3) -> None:
    form = {"every": every, "times": str(times), "version": desk.version(code)}
    shown = desk.post(f"/{code}/serie", **form)
    assert shown.status_code == 200
    assert shown.get_data(as_text=True).count("<li>") >= times
    assert desk.post(f"/{code}/serie", create="1", **form).location.endswith("serie")
    assert desk.post(f"/{code}/serie", create="1", **form).location.endswith("hunnit")  # pressed twice


def test_a_copy_has_all_but_the_day_and_what_was_public(desk: Desk, stored: Stored, session: Session) -> None:
    code = desk.publish()
    desk.post(f"/{code}/sprak/en", version=desk.version(code), title="In English")
    answers = [desk.post(f"/{code}/kopiera", new="K7MPT").location for _ in range(2)]
    assert answers[0] == answers[1]
    assert "/K7MPT/andra" in answers[0]
    copy, first = stored("K7MPT"), stored(code)
    assert (copy.title, copy.capacity, copy.hosts) == (first.title, first.capacity, first.hosts)
    assert (copy.status, copy.sequence, copy.change_note) == (MeetingStatus.DRAFT, 0, "")
    assert copy.held_on > clock.today()
    assert copy.held_on.weekday() == first.held_on.weekday()
    assert session.query(MeetingText).filter_by(meeting_id=copy.id).one().title == "In English"


@pytest.mark.parametrize(("every", "days"), [("weekly", [7, 14, 21]), ("fortnightly", [14, 28, 42])])
def test_a_series_is_drafts_on_the_days_of_its_rhythm(
    desk: Desk, stored: Stored, session: Session, every: str, days: list[int]
) -> None:
    code = desk.publish()
    make_series(desk, code, every)
    first = stored(code)
    drafts = in_series(session, first.series)[1:]
    assert [(draft.held_on - first.held_on).days for draft in drafts] == days
    assert {draft.status for draft in drafts} == {MeetingStatus.DRAFT}
    assert "det här" in desk.page(f"/{code}")


def test_this_and_the_following_drafts_are_changed_and_no_others(desk: Desk, stored: Stored, session: Session) -> None:
    code = desk.register()
    make_series(desk, code, times=4)
    codes = [meeting.code for meeting in in_series(session, stored(code).series)]
    public = codes[3]
    assert desk.post(f"/{public}/publicera", version=desk.version(public)).location.endswith("publicerat")
    assert "följande utkasten i serien" in desk.page(f"/{codes[1]}/andra")
    day = stored(codes[1]).held_on.isoformat()
    assert desk.edit(codes[1], place="Folkets hus", held_on=day, scope="following").status_code == 303
    assert [stored(one).place == "Folkets hus" for one in codes] == [False, True, True, False, True]
    assert len({stored(one).held_on for one in codes}) == 5
    desk.edit(codes[2], place="Biblioteket", held_on=stored(codes[2]).held_on.isoformat(), scope="this")
    assert stored(codes[4]).place == "Folkets hus"
    assert "Folkets hus" in desk.page(f"/{codes[4]}/historik")


@pytest.mark.parametrize(("field", "value"), [("times", "0"), ("times", "27"), ("times", "många"), ("every", "daily")])
def test_a_series_without_end_is_refused(desk: Desk, session: Session, field: str, value: str) -> None:
    code = desk.register()
    form = {"every": "weekly", "times": "3", "version": desk.version(code), "create": "1", field: value}
    assert desk.post(f"/{code}/serie", **form).status_code == 422


def kinds(session: Session, municipality: Municipality, day: date, area_id: int | None = None) -> list[str]:
    found = clashes(session, municipality.id, day, area_id=area_id)
    session.rollback()
    return [f"{clash.kind} {clash.name}" for clash in found]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 24), ["holiday Julafton"]), (date(2027, 6, 25), ["holiday Midsommarafton"]),
        (date(2027, 3, 26), ["holiday Långfredagen"]), (date(2027, 6, 6), ["holiday Nationaldagen"]),
        (date(2027, 4, 30), ["eve Valborgsmässoafton"]), (date(2027, 3, 25), ["eve Skärtorsdagen"]),
        (date(2027, 3, 9), []), (date(2027, 3, 14), []),
    ],
)  # fmt: skip
def test_holidays_and_their_eves_are_warned_of(
    session: Session, municipality: Municipality, day: date, told: list[str]
) -> None:
    assert kinds(session, municipality, day) == told


def test_school_breaks_are_imported_and_warned_of(
    app: Flask, session: Session, municipality: Municipality, tmp_path: Path
) -> None:
    file = tmp_path / "lov.csv"
    file.write_text("\ufeffname;starts_on;ends_on\nSportlov;2027-02-22;2027-02-26\nLov;2027-03-01;2027-03-01\n")
    for _ in range(2):
        done = app.test_cli_runner().invoke(args=["calendar", "import", str(file)])
        assert (done.exit_code, done.output) == (0, "2 school breaks\n")
    assert session.query(SchoolBreak).count() == 2
    session.rollback()
    assert kinds(session, municipality, date(2027, 2, 26)) == ["school_break Sportlov"]
    assert kinds(session, municipality, date(2027, 2, 27)) == []
    file.write_text("name,starts_on,ends_on\nSportlov,2027-02-22,2027-02-28\n")
    app.test_cli_runner().invoke(args=["calendar", "import", str(file)])
    assert kinds(session, municipality, date(2027, 2, 27)) == ["school_break Sportlov"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "the file is empty"), (b"name,starts_on,ends_on\n", "holds no breaks"),
        (b"lov,fran,till\n", "line 1: the columns must be name,starts_on,ends_on"),
        (b"name,starts_on,ends_on\nLov,2027-02-22\n", "line 2: it must have three values"),
        (b"name,starts_on,ends_on\nLov,2027-02-22,2027-02-23,x\n", "line 2: it must have three values"),
        (b"name,starts_on,ends_on\n,2027-02-22,2027-02-23\n", "line 2: the name must have"),
        (b"name,starts_on,ends_on\nLov,22/2 2027,2027-02-23\n", "line 2: starts_on must be a day"),
        (b"name,starts_on,ends_on\nA,2027-02-01,2027-02-02\nB,2027-02-22,2027-02-20\n", "line 3: the break ends"),
        (b"name,starts_on,ends_on\nLov,2027-02-22,2028-02-20\n", "line 2: the break is longer than 100 days"),
        ("name,starts_on,ends_on\nHöstlov,2027-10-25,2027-10-31\n".encode("latin-1"), "line 2: save the file as UTF-8"),
    ],
)  # fmt: skip
def test_a_broken_calendar_says_where(text: bytes, told: str) -> None:
    with pytest.raises(BadImport, match=told):
        read_breaks(text)


def test_a_broken_calendar_changes_nothing(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "lov.csv"
    file.write_text("name,starts_on,ends_on\nLov,2027-02-22,2027-02-23\nFel,2027,2027\n")
    done = app.test_cli_runner().invoke(args=["calendar", "import", str(file)])
    assert done.exit_code == 1
    assert "line 3" in done.output
    assert session.query(SchoolBreak).count() == 0


def test_other_meetings_the_same_day_and_near_in_the_same_area_are_warned_of(
    desk: Desk, plant: Callable[..., Meeting]
) -> None:
    plant("SAMMA", 30, area="liatorp")
    plant("NAERA", 36)
    plant("LANGT", 38)
    plant("ANNAN", 36, area="liatorp")
    plant("STOPP", 30, status=MeetingStatus.CANCELLED)
    plant("LJUNG", 30, area=None, municipality="0781")
    page = desk.page(f"/{desk.register(held_on=soon(30))}").split("Krockar med")[1].split("</section>")[0]
    assert re.findall(r"/motesplanering/(\w+)", page) == ["SAMMA", "NAERA"]


def test_a_clash_never_bars(desk: Desk, session: Session, municipality: Municipality) -> None:
    import_breaks(session, municipality, read_breaks(f"name,starts_on,ends_on\nLov,{soon(1)},{soon(60)}\n".encode()))
    session.commit()
    session.rollback()
    code = desk.register(held_on=soon(30))
    assert "Skolan har lov: Lov" in desk.page(f"/{code}")
    assert "Skolan har lov: Lov" in desk.page(f"/{code}/forhandsgranska")
    assert desk.post(f"/{code}/publicera", version=desk.version(code)).location.endswith("publicerat")


def test_every_year_s_last_days_are_looked_up_once_more(session: Session, municipality: Municipality) -> None:
    with time_machine.travel("2026-12-30", tick=False):
        assert kinds(session, municipality, clock.today() + timedelta(days=2)) == ["holiday Nyårsdagen"]


def test_the_police_read_the_desk_and_change_nothing(sign_in: Callable[..., FlaskClient], desk: Desk) -> None:
    code = desk.register()
    police = Desk(sign_in(Role.POLICE))
    assert "Spara" not in police.page(f"/{code}")
    assert "Ändra" not in police.page(f"/{code}")
    assert police.post(f"/{code}/publicera").status_code == 403
    assert police.client.get("/motesplanering/nytt").status_code == 403
