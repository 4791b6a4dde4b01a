"""The demonstration's sittings and dialogues in the year of the 2023 pledge. All of it is made up."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.group.actions import add_item, lock_minutes, plan_sitting
from dialogue.models import (
    AgeBand,
    AgendaItem,
    Area,
    Attendance,
    Gender,
    Meeting,
    MeetingStatus,
    MeetingSummary,
    Municipality,
)

Dialogue = tuple[date, str, str, str, str, str, tuple[tuple[int, int], ...]]
SITTINGS = (
    (date(2023, 5, 9), "Gruppen träffas andra tisdagen i månaden."),
    (date(2023, 6, 13), "Patruller i centrum fredagar och lördagar till och med augusti."),
    (date(2023, 8, 15), "Höstens skolbesök fördelas mellan skolorna."),
    (date(2023, 9, 12), "Nytt prov av avloppsvatten i oktober."),
    (date(2023, 10, 10), "Nätverket med handlarna bjuds in till november."),
    (date(2023, 11, 14), "Dialogen i Diö följs upp om belysningen."),
    (date(2023, 12, 12), "Grannsamverkan på landsbygden tas upp i januari."),
    (date(2024, 1, 16), "Ett nytt löfte skrivs innan det här löper ut."),
    (date(2024, 2, 13), "Uppföljningen av löftet är klar."),
)
# day, code, title, place, area, what was heard, visitors by age: women and men from the youngest
DIALOGUES = (
    (date(2023, 5, 30), "CENT23", "Tryggt i centrum?", "Biblioteket", "almhult_centrum",
     "Det är mörkt vid stationen och många undviker tunneln.", ((5, 6), (9, 8), (12, 10), (7, 8), (9, 6))),
    (date(2023, 9, 19), "HAGA23", "Ungas trygghet", "Haganässkolan, aulan", "almhult_haganas",
     "Eleverna berättar om langning nära skolan och om snälla poliser.", ((14, 12), (16, 11), (6, 5), (0, 0), (0, 0))),
    (date(2023, 11, 14), "DIO23", "Tryggt i Diö?", "Diö skola", "dio",
     "Bilarna kör fort och lampan vid stationen är trasig.", ((0, 0), (5, 5), (8, 7), (6, 5), (9, 8))),
)  # fmt: skip


def load(session: Session, municipality: Municipality, writer: Viewer, reader: Viewer) -> None:
    """Sittings with locked minutes, and dialogues with an approved summary."""
    for day, decision in SITTINGS:
        now = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
        sitting = plan_sitting(session, writer, held_on=day, starts_at="13:30", place="Kommunhuset")
        session.flush()
        add_item(session, writer, sitting.id, "Löftets åtaganden")
        item = session.scalars(select(AgendaItem).where(AgendaItem.sitting_id == sitting.id)).one()
        item.decision, item.is_done = decision, True
        lock_minutes(session, writer, sitting.id, now=now)
    for told in DIALOGUES:
        _dialogue(session, municipality, told, writer, reader)


def _dialogue(session: Session, municipality: Municipality, told: Dialogue, writer: Viewer, reader: Viewer) -> None:
    day, code, title, place, area, heard, came = told
    mine = Area.municipality_id == municipality.id
    meeting = Meeting(
        municipality_id=municipality.id, code=code, status=MeetingStatus.SUMMED_UP, title=title, place=place,
        held_on=day, starts_at="18:00", ends_at="20:00", hosts=["municipality", "police"],
        area_id=session.scalar(select(Area.id).where(mine, Area.code == area)), can_influence="Var patruller går.",
        decided="Att dialoger hålls.",
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    counted = [
        (age, gender, people)
        for age, pair in zip(AgeBand, came, strict=True)
        for gender, people in zip((Gender.WOMAN, Gender.MAN), pair, strict=True) if people
    ]  # fmt: skip
    session.add_all(
        Attendance(municipality_id=municipality.id, meeting_id=meeting.id, age_band=age, gender=gender, people=people)
        for age, gender, people in counted
    )
    session.add(MeetingSummary(
        municipality_id=municipality.id, meeting_id=meeting.id, version=1, heard=heard,
        next_steps="Gruppen tar upp det på nästa möte.", themes=[], texts={}, promises=[],
        attendance=[[age.value, gender.value, people] for age, gender, people in counted],
        written_by_id=writer.staff_id, approved_by_id=reader.staff_id, published_on=day + timedelta(days=10),
    ))  # fmt: skip
