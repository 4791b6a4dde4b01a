"""Whom the meetings have reached, what a meeting would change, and where to go next."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from dialogue import clock
from dialogue.models import Area, Channel, Concern, Daypart, Meeting, MeetingStatus, MeetingSummary, Municipality, Staff
from dialogue.organising.coverage import Coverage, overview
from tests.integration.organising.conftest import Desk, soon

Plant = Callable[..., Meeting]


@pytest.fixture
def area(session: Session, municipality: Municipality) -> Callable[[str], Coverage]:
    """`area(code)` → how it is covered now."""

    def _area(code: str) -> Coverage:
        told = overview(session, municipality.id, today=clock.today())
        session.rollback()
        return next(row for row in (*told.areas, *told.ages) if row.code == code)

    return _area


@pytest.fixture
def tell(session: Session, municipality: Municipality) -> Callable[..., None]:
    """`tell("dio", 5)` → five concerns from yesterday."""

    def _tell(code: str, times: int, days: int = 1, kind: str = "concern") -> None:
        found = session.query(Area).filter_by(municipality_id=municipality.id, code=code).one()
        told = {"text": "Mörkt", "channel": Channel.WEB, "received_daypart": Daypart.DAY, "kind": kind}
        told |= {"area_id": found.id, "received_on": clock.today() - timedelta(days=days)}
        session.add_all(Concern(municipality_id=municipality.id, **told) for _ in range(times))
        session.commit()
        session.rollback()

    return _tell


def test_only_what_was_held_counts_and_the_latest_of_it(plant: Plant, area: Callable[[str], Coverage]) -> None:
    assert (area("dio").last_on, area("dio").is_neglected) == (None, True)
    plant("OLDER", -400)
    assert (area("dio").days, area("dio").is_neglected) == (400, True)
    plant("SUMUP", -365, status=MeetingStatus.SUMMED_UP)
    assert (area("dio").days, area("dio").is_neglected) == (365, False)
    plant("STOPP", -10, status=MeetingStatus.CANCELLED)
    plant("DRAFT", 5, status=MeetingStatus.DRAFT)
    plant("LATER", 3)
    plant("OTHER", -5, area=None, municipality="0781")
    found = area("dio")
    assert found.days == 365
    assert [(told.code, told.is_draft) for told in found.planned] == [("LATER", False), ("DRAFT", True)]


def test_a_part_of_a_town_counts_for_the_town_and_not_the_other_way(
    plant: Plant, area: Callable[[str], Coverage]
) -> None:
    plant("PARTS", -20, area="almhult_haganas")
    assert (area("almhult_haganas").days, area("almhult").days, area("almhult_centrum").days) == (20, 20, None)
    plant("WHOLE", -10, area="almhult")
    assert (area("almhult_haganas").days, area("almhult").days) == (20, 10)


def test_ages_are_covered_by_meetings_meant_for_them(plant: Plant, area: Callable[[str], Coverage]) -> None:
    plant("YOUNG", -30, target_ages=["16-29"])
    plant("EVERY", -3)
    assert (area("16-29").days, area("30-49").days) == (30, None)


def test_the_page_says_in_words_who_was_not_met(desk: Desk, plant: Plant) -> None:
    plant("OLDER", -430, target_ages=["30-49"])
    page = desk.page("/tackning")
    rows = re.findall(r'<tr(?: class="neglected")?><th scope="row">([^<]+)<(.*?)</tr>', page, re.DOTALL)
    told = {name.strip(): rest for name, rest in rows}
    assert "inte mött på tolv månader" in told["Diö"]
    assert "430" in told["Diö"]
    assert "aldrig mött" in told["Liatorp"]
    assert "inte mött på tolv månader" in told["30–49 år"]
    assert "omrade=liatorp" in told["Liatorp"]


def test_a_draft_s_own_page_says_what_it_would_change(desk: Desk, plant: Plant) -> None:
    code = desk.register(target_ages=["16-29"])
    assert "Ger Diö det första mötet." in desk.page(f"/{code}")
    plant("OLDER", -400, target_ages=["16-29"])
    page = desk.page(f"/{code}")
    assert "Ger Diö det första mötet på 14 månader." in page  # 400 days, and 30 until it is held
    assert "Ger 16–29 år det första mötet på 14 månader." in page
    assert "ger det första mötet på" in desk.page("/tackning")
    plant("NEWER", -61)
    assert "Ger Diö det första" not in desk.page(f"/{code}")
    assert "Diö har då haft möte för 3 månader sedan." in desk.page(f"/{code}")


def test_where_next_is_said_with_its_reasons(
    desk: Desk, plant: Plant, tell: Callable[..., None], session: Session, municipality: Municipality
) -> None:
    assert "För lite underlag för att föreslå" in desk.page("/tackning")
    tell("dio", 8)
    tell("liatorp", 9)
    tell("eneryda", 5)
    tell("delary", 2)
    tell("virestad", 30)
    tell("goteryd", 50, days=91)
    tell("hallaryd", 40, kind="abuse")
    plant("DIO23", -500)
    plant("LIA23", -100, area="liatorp")
    plant("VIR23", 10, area="virestad")
    found = overview(session, municipality.id, today=clock.today()).suggestions
    session.rollback()
    assert [(told.code, told.texts, told.held, told.days) for told in found] == [
        ("dio", 8, 0, 500), ("eneryda", 5, 0, None), ("liatorp", 9, 1, 100),
    ]  # fmt: skip
    page = " ".join(re.sub(r"<[^>]+>", "", desk.page("/tackning")).split())
    assert "Diö 8 texter på 90 dagar, inget möte på 16 månader." in page
    assert "Eneryda 5 texter på 90 dagar, aldrig haft möte." in page
    assert "Liatorp 9 texter på 90 dagar, 1 möte på tolv månader, senast för 3 månader sedan." in page


def test_a_suggestion_opens_a_form_with_its_area_and_ages(desk: Desk) -> None:
    page = desk.page("/nytt?omrade=dio&alder=16-29&alder=30-49&alder=nonsense")
    assert '<option value="dio" selected>' in page
    assert re.findall(r'name="target_ages" value="([^"]+)"[^>]* checked', page) == ["16-29", "30-49"]


def test_a_meeting_that_is_held_changes_the_coverage(desk: Desk, area: Callable[[str], Coverage]) -> None:
    code = desk.publish(held_on=soon(0))
    assert area("dio").last_on is None
    desk.post(f"/{code}/hallet")
    assert area("dio").days == 0


def test_the_list_says_what_waits_and_for_how_long(
    desk: Desk, plant: Plant, session: Session, municipality: Municipality
) -> None:
    plant("GLOMT", -3, status=MeetingStatus.PUBLISHED)
    plant("SENAS", -20)
    plant("NYSSS", -5)
    plant("KLART", -40, status=MeetingStatus.SUMMED_UP)
    plant("STOPP", 5, status=MeetingStatus.CANCELLED)
    plant("KOMMA", 5)
    desk.register()
    page = desk.page()
    piles = dict(re.findall(r"<h2>([^<]+)</h2>(.*?)</section>", page, re.DOTALL))
    codes = {name: re.findall(r"/motesplanering/([A-Z0-9]{5})\"", pile) for name, pile in piles.items()}
    assert codes["Har varit – genomfört eller inställt?"] == ["GLOMT"]
    assert codes["Ska sammanfattas"] == ["SENAS", "NYSSS"]
    assert codes["Kommande"] == ["KOMMA"]
    assert len(codes["Utkast"]) == 1
    assert codes["Tidigare"] == ["STOPP", "KLART"]
    assert piles["Ska sammanfattas"].count("målet är 14 dagar") == 1
    assert "20 dagar" in piles["Ska sammanfattas"]


def test_a_published_summary_ends_the_waiting(
    desk: Desk, plant: Plant, session: Session, municipality: Municipality
) -> None:
    meeting = plant("NYSSS", -5)
    writer, reader = (Staff(email=f"{name}@example.se", name=name) for name in ("a", "b"))
    session.add_all([writer, reader])
    session.flush()
    for version, (approved, on) in enumerate([(reader.id, clock.today()), (None, None)], 1):
        session.add(
            MeetingSummary(
                municipality_id=municipality.id, meeting_id=meeting.id, version=version, heard="Mörkt",
                written_by_id=writer.id, approved_by_id=approved, published_on=on,
            )
        )  # fmt: skip
    session.commit()
    session.rollback()
    page = desk.page()
    assert "Ska sammanfattas" not in page
    assert page.count("/motesplanering/NYSSS") == 1
