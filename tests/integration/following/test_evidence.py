"""What shows each commitment is counted live: sittings, meetings, schools, patrols, watch areas, figures."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import (
    Activity,
    ActivityKind,
    AgeBand,
    Area,
    Attendance,
    Daypart,
    Gender,
    Indicator,
    IndicatorValue,
    Meeting,
    MeetingStatus,
    Municipality,
    Pledge,
    Role,
    Sitting,
    SittingStatus,
    Staff,
)
from tests.integration.following.conftest import read

TODAY = clock.today()


def ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


@pytest.fixture
def log(session: Session, municipality: Municipality) -> Callable[..., None]:
    """`log(kind, days ago, area code, **columns)` → an activity."""

    def _log(kind: ActivityKind, days: int, area: str = "almhult_centrum", **columns: Any) -> None:
        place = session.query(Area).filter_by(municipality_id=municipality.id, code=area).one()
        session.add(Activity(municipality_id=municipality.id, kind=kind, done_on=ago(days), area_id=place.id,
                             role="police", logged_at=clock.now(), **columns))  # fmt: skip
        session.commit()
        session.rollback()

    return _log


def public(client: FlaskClient, pledge: Pledge) -> str:
    return read(client.get(f"/loften/{pledge.code}"))


def test_sittings_count_once_their_minutes_are_locked(
    client: FlaskClient, make_pledge: Callable[..., Pledge], session: Session, municipality: Municipality,
    group: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    group(Role.COORDINATOR)
    staff = session.query(Staff).first()
    assert staff is not None
    for days, status in ((100, "locked"), (60, "locked"), (10, "planned"), (300, "locked")):
        locked = status == "locked"
        session.add(Sitting(municipality_id=municipality.id, held_on=ago(days), starts_at="13:00",
                            status=SittingStatus(status), locked_at=clock.now() if locked else None,
                            locked_by_id=staff.id if locked else None))  # fmt: skip
    session.commit()
    told = public(client, make_pledge(promises=({"activity_kind": "sitting"},)))
    assert "Gruppen har haft 2 möten med låsta protokoll. Längst gick det 40 dagar mellan två möten." in told


def test_patrols_by_area_and_part_of_day(
    client: FlaskClient, make_pledge: Callable[..., Pledge], log: Callable[..., None]
) -> None:
    log(ActivityKind.FOOT_PATROL, 5, minutes=90, daypart=Daypart.EVENING)
    log(ActivityKind.FOOT_PATROL, 40, minutes=60, daypart=Daypart.EVENING)
    log(ActivityKind.FOOT_PATROL, 9, "dio", minutes=30, daypart=Daypart.DAY)
    log(ActivityKind.FOOT_PATROL, 300, minutes=600)
    told = public(client, make_pledge(promises=({"activity_kind": "foot_patrol"},)))
    assert "3 timmar till fots, på 3 pass." in told
    assert "Centrum och stationen · 0 · 0 · 0 2,5" in told
    assert "Diö · 0 · 0 0,5 · 0" in told


def test_school_visits_are_laid_against_their_start_value(
    client: FlaskClient, make_pledge: Callable[..., Pledge], log: Callable[..., None], session: Session,
    make_indicator: Callable[..., str],
) -> None:  # fmt: skip
    code = make_indicator("skolbesok", baseline=1.5, baseline_period="våren 2023")
    indicator = session.query(Indicator).filter_by(code=code).one().id
    session.rollback()
    for days in (3, 20, 50):
        log(ActivityKind.SCHOOL_VISIT, days, place="Haganässkolan", minutes=30)
    log(ActivityKind.SCHOOL_INFORMATION, 4, place="Linnéskolan", people=3)
    told = public(client, make_pledge(promises=({"activity_kind": "school", "indicator_id": indicator},)))
    assert "3 gånger. Det är 0,5 i månaden. Före löftet var det 1,5 (våren 2023)." in told
    assert "Haganässkolan 3" in told
    assert "1 gång." in told
    assert "3 deltagare" not in told, "so few are not shown"


def test_a_watch_area_is_active_for_a_year_after_its_meeting(
    client: FlaskClient, make_pledge: Callable[..., Pledge], log: Callable[..., None]
) -> None:
    for days, area, place in ((10, "almhult_bokhult", "Bökhult"), (30, "almhult_bokhult", "Bökhult"),
                              (40, "goteryd", "Göteryd"), (400, "dio", "Diö")):  # fmt: skip
        log(ActivityKind.NEIGHBOURHOOD_WATCH, days, area, place=place)
    told = public(client, make_pledge(ago(500), promises=({"activity_kind": "neighbourhood_watch"},)))
    assert "2 områden har haft sin årliga träff" in told
    assert "landsbygd 1 tätort 1" in told


def test_dialogues_by_place_and_age_show_no_more_than_each_meeting_does(
    client: FlaskClient, make_pledge: Callable[..., Pledge], session: Session, municipality: Municipality
) -> None:
    for code, area, came in (("M1", "dio", (6, 2, 0, 9, 8)), ("M2", "liatorp", (0, 7, 8, 9, 10)),
                             ("M3", "virestad", (0, 1, 2, 0, 0))):  # fmt: skip
        place = session.query(Area).filter_by(municipality_id=municipality.id, code=area).one()
        meeting = Meeting(municipality_id=municipality.id, code=code, title="Möte", place="Skolan", held_on=ago(20),
                          starts_at="18:00", status=MeetingStatus.HELD, area_id=place.id)  # fmt: skip
        session.add(meeting)
        session.flush()
        for age, people in zip(AgeBand, came, strict=True):
            if people:
                session.add(Attendance(municipality_id=municipality.id, meeting_id=meeting.id, age_band=age,
                                       gender=Gender.WOMAN, people=people))  # fmt: skip
    session.commit()
    told = public(client, make_pledge(promises=({"activity_kind": "meeting"},)))
    assert "3 dialoger har hållits. 59 besökare är räknade." in told, "the three of Virestad are not shown"
    assert "16–64 år" in told, "Diö may not show its two of 16–29"
    assert "Virestad" not in told


def test_figures_stand_with_their_source_and_few_are_hidden(
    client: FlaskClient, make_pledge: Callable[..., Pledge], session: Session, municipality: Municipality,
    make_indicator: Callable[..., str], group: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    group(Role.COORDINATOR)
    staff = session.query(Staff).first()
    assert staff is not None
    make_indicator("hushall", name="Hushåll")
    indicator = session.query(Indicator).filter_by(code="hushall").one()
    for days, value in ((40, 96), (80, 3)):
        session.add(IndicatorValue(
            municipality_id=municipality.id, indicator_id=indicator.id, value=value, n=value, period_start=ago(days),
            period_end=ago(days), source="Registret", published_on=ago(30), entered_by_id=staff.id,
            entered_at=clock.now(),
        ))  # fmt: skip
    session.commit()
    told = public(client, make_pledge(promises=({"indicator_id": indicator.id},)))
    assert "hela kommunen 96 Registret" in told
    assert "hela kommunen dolt Registret" in told


def test_what_another_municipality_did_does_not_count(
    client: FlaskClient, make_pledge: Callable[..., Pledge], log: Callable[..., None], session: Session
) -> None:
    log(ActivityKind.FOOT_PATROL, 5, minutes=90)
    other = session.query(Municipality).filter_by(code="0781").one().id
    session.query(Activity).update({"municipality_id": other})
    session.commit()
    told = public(client, make_pledge(promises=({"activity_kind": "foot_patrol"},)))
    assert "Inget är inskrivet för den här tiden." in told
