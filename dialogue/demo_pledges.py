"""The demonstration's pledges: eight commitments of 2023, those before and after, and what shows each of them.

The days of the pledges are those that were published; follow-up, figures and activities are made up.
"""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import demo_2023
from dialogue.access import Viewer
from dialogue.demo_following import add_activities, add_indicators
from dialogue.models import (
    Commitment,
    FollowUp,
    Indicator,
    Light,
    Membership,
    Municipality,
    Owner,
    Pledge,
    PledgeSignature,
    PledgeStatus,
    Role,
    Staff,
)

POLICE, MUNICIPALITY, JOINT = Owner.POLICE, Owner.MUNICIPALITY, Owner.JOINT
GREEN, YELLOW, RED, NOT_MEASURABLE = Light.GREEN, Light.YELLOW, Light.RED, Light.NOT_MEASURABLE
INTRO = (
    "Löftet bygger på trygghetsmätningen, på möten med invånare och på vad polis, tjänstepersoner, politiker och "
    "näringsliv har sett. Otryggheten i tätorten har ökat, fler oroar sig för stölder, och narkotika syns."
)
GROUP = "Polisen och kommunen ska ha en gemensam brottsförebyggande grupp som träffas regelbundet."

# text, owner, role, first promised, what shows it, evidence, indicator
COMMITMENTS = (
    ("Polisen ska hålla en stark förmåga att ingripa i takt med att polisen växer.", POLICE, "lokalpolisområdeschef",
     2023, "", "", ""),
    (GROUP, JOINT, "kommunpolis och säkerhetsstrateg", 2021,
     "Minst åtta möten om året med låst protokoll.", "sitting", ""),
    ("Kommunen ska mäta narkotika i tätortens avloppsvatten nära skolor, och polisen söka med narkotikahund i samma "
     "skolor.", JOINT, "säkerhetsstrateg och kommunpolis", 2023,
     "Mätningar och sök är gjorda varje termin.", "dog_search", "avlopp_thc"),
    ("Elever ska få information utifrån det som händer, och polisen ska göra fler spontana besök på skolor.", JOINT,
     "rektorer och kommunpolis", 2023, "Fler besök i månaden än före löftet.", "school", "skolbesok_spontana"),
    ("Polisen och kommunen ska bygga ett brottsförebyggande nätverk med näringslivet.", JOINT, "näringslivschef", 2023,
     "Nätverket träffas minst en gång i kvartalet.", "business_network", "tillgrepp_butik"),
    ("Grannsamverkan ska bli fler områden och hushåll, i tätort och på landsbygd.", JOINT, "kommunpolis", 2023,
     "Antal områden med årlig träff, och antal hushåll.", "neighbourhood_watch", "grannsamverkan_hushall"),
    ("Polisen ska fotpatrullera i uniform i tätortens centrala delar.", POLICE, "kommunpolis", 2023,
     "Timmar till fots per område och tid på dagen.", "foot_patrol", ""),
    ("Polisen och kommunen ska möta invånarna i dialoger på olika platser.", JOINT, "säkerhetsstrateg", 2023,
     "Dialoger per plats, och vilka åldrar som kom.", "meeting", ""),
)  # fmt: skip
SIGNERS = (
    ("kommunpolis", POLICE), ("lokalpolisområdeschef", POLICE), ("säkerhetsstrateg", MUNICIPALITY),
    ("kommunstyrelsens ordförande", MUNICIPALITY),
)  # fmt: skip
HOW_2023 = (
    (NOT_MEASURABLE, "Fler poliser är i tjänst, men löftet säger inte hur förmågan ska märkas."),
    (GREEN, "Gruppen är bildad. Den har mötts varje månad utom i juli."),
    (YELLOW, "Två mätningar och ett sök är gjorda. Sök saknas för höstterminen."),
    (GREEN, "Besöken är fler än före löftet. Alla årskurs 8 har fått information."),
    (YELLOW, "Nätverket har träffats två gånger. Handelsplatsen är inte med än."),
    (YELLOW, "Fler områden på landsbygden, men få i tätorten."),
    (GREEN, "Patrullerna har gått varje vecka, mest på kvällar i centrum."),
    (RED, "Dialoger har hållits i Älmhult och Diö. Landsbygden är inte besökt."),
)
HOW_NOW = (
    (NOT_MEASURABLE, "Löftet är inte formulerat så att det går att följa.", 41),
    (GREEN, "Gruppen möts varje månad och protokollen är låsta.", 20),
    (YELLOW, "Vårens mätning är klar, höstens väntar på svar från labbet.", 34),
    (GREEN, "Skolbesöken ligger över startvärdet.", 20),
    (YELLOW, "Två träffar hittills i år. Nästa gäller snatterier på handelsplatsen.", 74),
    (GREEN, "Fem områden har haft sin årliga träff, två av dem på landsbygden.", 27),
    (GREEN, "Kvällar i centrum går som planerat.", 20),
    (YELLOW, "Två platser kvar att besöka före årets slut.", 13),
)


def load(session: Session, municipality: Municipality, today: date) -> None:
    """Add the pledges, the indicators, and the log of what was done."""
    police, coordinator = (_staff(session, municipality, role) for role in (Role.POLICE, Role.COORDINATOR))
    demo_2023.load(session, municipality, coordinator, police)
    indicators = add_indicators(session, municipality, coordinator.staff_id, today)
    add_activities(session, municipality, today)
    first = _pledge(session, municipality, date(2021, 3, 1), date(2022, 2, 25), None)
    second = _pledge(session, municipality, date(2022, 2, 25), date(2023, 4, 12), first)
    third = _pledge(session, municipality, date(2023, 4, 12), date(2024, 3, 1), second)
    fourth = _pledge(session, municipality, date(2024, 4, 22), _months_before(today, 10), third)
    now = _pledge(session, municipality, fourth.ends_on, today + timedelta(days=67), fourth)
    before = _promise(session, first, None, indicators, only=GROUP)
    _follow_up(session, before[0], date(2022, 2, 1), RED, "Gruppen är inte bildad.", coordinator)
    before = _promise(session, second, before, indicators, only=GROUP)
    _follow_up(session, before[0], date(2023, 3, 1), YELLOW, "Gruppen planeras och ska bildas i vår.", coordinator)
    before = _promise(session, third, before, indicators)
    for commitment, (light, text) in zip(before, HOW_2023, strict=True):
        _follow_up(session, commitment, third.starts_on + timedelta(days=120), YELLOW, "Arbetet har börjat.", police)
        _follow_up(session, commitment, third.ends_on - timedelta(days=20), light, text, coordinator)
    before = _promise(session, fourth, before, indicators)
    for commitment, (light, text) in zip(before, HOW_2023, strict=True):
        light = YELLOW if light is RED else light
        _follow_up(session, commitment, date(2025, 6, 10), light, f"Som året före: {text}", coordinator)
    current = _promise(session, now, before, indicators)
    for commitment, (light, text, age) in zip(current, HOW_NOW, strict=True):
        _follow_up(session, commitment, today - timedelta(days=150), YELLOW, "Följs från vårens möte.", police)
        _follow_up(session, commitment, today - timedelta(days=age), light, text, coordinator)


def _months_before(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _staff(session: Session, municipality: Municipality, role: Role) -> Viewer:
    mine = (Membership.municipality_id == municipality.id) & (Membership.role == role)
    row = session.scalars(select(Staff).join(Membership, Membership.staff_id == Staff.id).where(mine)).one()
    return Viewer(row.id, row.name, role, municipality.id, municipality.name)


def _pledge(
    session: Session, municipality: Municipality, starts_on: date, ends_on: date, renews: Pledge | None
) -> Pledge:
    pledge = Pledge(
        municipality_id=municipality.id, code=f"{starts_on:%Y}", title=f"Medborgarlöfte {starts_on:%Y}", intro=INTRO,
        starts_on=starts_on, ends_on=ends_on, status=PledgeStatus.SIGNED, signed_on=starts_on,
        renews_id=renews.id if renews else None,
    )  # fmt: skip
    session.add(pledge)
    session.flush()
    session.add_all(
        PledgeSignature(municipality_id=municipality.id, pledge_id=pledge.id, role=role, owner=owner,
                        signed_on=starts_on)
        for role, owner in SIGNERS
    )  # fmt: skip
    return pledge


def _promise(
    session: Session, pledge: Pledge, before: list[Commitment] | None, indicators: dict[str, Indicator], only: str = ""
) -> list[Commitment]:
    known = {row.text: row.id for row in before or ()}
    wanted = [told for told in COMMITMENTS if not only or told[0] == only]
    rows = [
        Commitment(
            municipality_id=pledge.municipality_id, pledge_id=pledge.id, number=number, text=text, owner=owner,
            owner_role=role, promised_since=since, shown_by=shown_by, activity_kind=kind,
            indicator_id=indicators[code].id if code else None, continues_id=known.get(text),
        )
        for number, (text, owner, role, since, shown_by, kind, code) in enumerate(wanted, 1)
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return rows


def _follow_up(session: Session, commitment: Commitment, on: date, light: Light, text: str, by: Viewer) -> None:
    session.add(FollowUp(
        municipality_id=commitment.municipality_id, commitment_id=commitment.id, on=on, light=light, text=text,
        role=by.role.value, written_by_id=by.staff_id,
    ))  # fmt: skip
    session.flush()  # entries of one day keep their order
