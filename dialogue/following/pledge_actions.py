"""Writing pledges: drafts, signatures, copies, and follow-up that is only ever added."""

import hashlib
import re
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialogue.access import Viewer, access_pledge
from dialogue.exceptions import DialogueError, NotFound, StaleEdit
from dialogue.models import Commitment, FollowUp, Indicator, Light, Owner, Pledge, PledgeSignature, PledgeStatus
from dialogue.written import clean
from nlp.mask import mask

ONE_YEAR = timedelta(days=365)


class NotDone(DialogueError):
    """A pledge cannot be changed that way; the message is a code for the page's words."""


@dataclass(frozen=True, slots=True)
class PledgeText:
    """What a draft says of itself."""

    title: str
    intro: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """What is promised, by whom, since when, and what shows it. `indicator`: its code."""

    text: str
    owner: str
    owner_role: str
    promised_since: int
    shown_by: str
    activity_kind: str
    indicator: str


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """How a commitment goes, on a day."""

    on: date
    light: str
    text: str


def masked(text: str, longest: int) -> str:
    """What staff wrote, without personal data, as it is stored."""
    return mask(clean(text)).text[:longest]


def create_pledge(session: Session, viewer: Viewer, told: PledgeText) -> Pledge:
    """A new draft."""
    pledge = Pledge(
        municipality_id=viewer.municipality_id, code=_free_code(session, viewer, told.starts_on),
        title=masked(told.title, 160), intro=masked(told.intro, 4000), starts_on=told.starts_on, ends_on=told.ends_on,
        status=PledgeStatus.DRAFT,
    )  # fmt: skip
    session.add(pledge)
    session.flush()
    return pledge


def save_pledge(session: Session, viewer: Viewer, code: str, told: PledgeText, *, seen: int) -> Pledge:
    """Change a draft. StaleEdit when somebody else saved since it was read."""
    pledge = _draft(session, viewer, code)
    if pledge.version != seen:
        raise StaleEdit(code)
    pledge.title, pledge.intro = masked(told.title, 160), masked(told.intro, 4000)
    pledge.starts_on, pledge.ends_on = told.starts_on, told.ends_on
    pledge.version += 1
    return pledge


def add_commitment(session: Session, viewer: Viewer, code: str, told: CommitmentText) -> Commitment:
    """One more thing promised, last in order."""
    pledge = _draft(session, viewer, code)
    highest = session.scalar(select(func.max(Commitment.number)).where(Commitment.pledge_id == pledge.id))
    row = Commitment(municipality_id=viewer.municipality_id, pledge_id=pledge.id, number=(highest or 0) + 1)
    _write(session, viewer, row, told)
    session.add(row)
    pledge.version += 1
    session.flush()
    return row


def save_commitment(
    session: Session, viewer: Viewer, code: str, number: int, told: CommitmentText, *, seen: str
) -> Commitment:
    """Change a commitment of a draft. StaleEdit when it is no longer what was read."""
    pledge = _draft(session, viewer, code)
    row = commitment_of(session, pledge, number)
    if fingerprint(read_commitment(session, row)) != seen:
        raise StaleEdit(code)
    _write(session, viewer, row, told)
    pledge.version += 1
    return row


def remove_commitment(session: Session, viewer: Viewer, code: str, number: int) -> None:
    """Take a commitment out of a draft."""
    pledge = _draft(session, viewer, code)
    session.delete(commitment_of(session, pledge, number))
    pledge.version += 1


def sign_role(session: Session, viewer: Viewer, code: str, *, role: str, owner: str, on: date) -> PledgeSignature:
    """A role has signed. Each role signs once."""
    pledge = _draft(session, viewer, code)
    known = session.scalar(
        select(PledgeSignature).where(PledgeSignature.pledge_id == pledge.id, PledgeSignature.role == role)
    )
    if known is not None:
        raise NotDone("signed_twice")
    row = PledgeSignature(municipality_id=viewer.municipality_id, pledge_id=pledge.id, role=masked(role, 80),
                          owner=Owner(owner), signed_on=on)  # fmt: skip
    session.add(row)
    pledge.version += 1
    return row


def publish_pledge(session: Session, viewer: Viewer, code: str, *, seen: int) -> Pledge:
    """Draft → signed and public: both sides have signed, and something is promised. The day is the last signature's."""
    pledge = _draft(session, viewer, code)
    if pledge.version != seen:
        raise StaleEdit(code)
    rows = session.scalars(select(PledgeSignature).where(PledgeSignature.pledge_id == pledge.id)).all()
    if not {Owner.POLICE, Owner.MUNICIPALITY} <= {row.owner for row in rows}:
        raise NotDone("both_sign")
    if session.scalar(select(Commitment.id).where(Commitment.pledge_id == pledge.id).limit(1)) is None:
        raise NotDone("nothing_promised")
    pledge.status, pledge.signed_on = PledgeStatus.SIGNED, max(row.signed_on for row in rows)
    pledge.version += 1
    return pledge


def renew_pledge(session: Session, viewer: Viewer, code: str, *, as_version: bool) -> Pledge:
    """A draft that takes over: for the time after, or (`as_version`) for the same time with a higher version.

    Commitments are carried over with the year they were first promised.
    """
    old = access_pledge(session, viewer, code, lock=True)
    starts = old.starts_on if as_version else old.ends_on
    new = Pledge(
        municipality_id=viewer.municipality_id, code=_free_code(session, viewer, starts),
        title=old.title if as_version else old.title.replace(f"{old.starts_on:%Y}", f"{starts:%Y}"),
        intro=old.intro, starts_on=starts, ends_on=old.ends_on if as_version else starts + ONE_YEAR,
        document_version=_next_version(old.document_version) if as_version else "1.0", renews_id=old.id,
    )  # fmt: skip
    session.add(new)
    session.flush()
    for row in session.scalars(select(Commitment).where(Commitment.pledge_id == old.id).order_by(Commitment.number)):
        session.add(Commitment(
            municipality_id=viewer.municipality_id, pledge_id=new.id, number=row.number, text=row.text,
            owner=row.owner, owner_role=row.owner_role, promised_since=row.promised_since, shown_by=row.shown_by,
            activity_kind=row.activity_kind, indicator_id=row.indicator_id, continues_id=row.id,
        ))  # fmt: skip
    session.flush()
    return new


def add_follow_up(
    session: Session, viewer: Viewer, code: str, number: int, told: NewFollowUp, *, seen: int
) -> FollowUp:
    """One more entry of how it goes. StaleEdit when somebody added another since the page was read."""
    pledge = access_pledge(session, viewer, code, lock=True)
    row = commitment_of(session, pledge, number)
    if count_follow_ups(session, row) != seen:
        raise StaleEdit(code)
    entry = FollowUp(
        municipality_id=viewer.municipality_id, commitment_id=row.id, on=told.on, light=Light(told.light),
        text=masked(told.text, 1000), role=viewer.role.value, written_by_id=viewer.staff_id,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def count_follow_ups(session: Session, commitment: Commitment) -> int:
    """How many entries a commitment has."""
    mine = FollowUp.commitment_id == commitment.id
    return session.scalar(select(func.count()).select_from(FollowUp).where(mine)) or 0


def commitment_of(session: Session, pledge: Pledge, number: int) -> Commitment:
    """A commitment by its number."""
    mine = Commitment.pledge_id == pledge.id
    row = session.scalar(select(Commitment).where(mine, Commitment.number == number))
    if row is None:
        raise NotFound("no such commitment")
    return row


def read_commitment(session: Session, row: Commitment) -> CommitmentText:
    """What a commitment says now."""
    indicator = session.get(Indicator, row.indicator_id) if row.indicator_id else None
    return CommitmentText(row.text, row.owner.value, row.owner_role, row.promised_since, row.shown_by,
                          row.activity_kind, indicator.code if indicator else "")  # fmt: skip


def fingerprint(told: CommitmentText) -> str:
    """Tells whether a commitment is still what somebody read."""
    return hashlib.sha256("\x1f".join(map(str, astuple(told))).encode()).hexdigest()[:16]


def _write(session: Session, viewer: Viewer, row: Commitment, told: CommitmentText) -> None:
    row.text, row.owner, row.owner_role = masked(told.text, 600), Owner(told.owner), masked(told.owner_role, 80)
    row.promised_since, row.shown_by = told.promised_since, masked(told.shown_by, 400)
    row.activity_kind = told.activity_kind
    mine = Indicator.municipality_id == viewer.municipality_id
    row.indicator_id = session.scalar(select(Indicator.id).where(mine, Indicator.code == told.indicator))


def _draft(session: Session, viewer: Viewer, code: str) -> Pledge:
    pledge = access_pledge(session, viewer, code, lock=True)
    if pledge.status is not PledgeStatus.DRAFT:
        raise NotDone("signed")
    return pledge


def _free_code(session: Session, viewer: Viewer, starts_on: date) -> str:
    taken = set(session.scalars(select(Pledge.code).where(Pledge.municipality_id == viewer.municipality_id)))
    codes = [f"{starts_on:%Y}", *(f"{starts_on:%Y}-{at}" for at in range(2, len(taken) + 3))]
    return next(code for code in codes if code not in taken)


def _next_version(version: str) -> str:
    """`1.0` → `1.1`; a version that does not end in a number gets one."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    return f"{found[1]}{int(found[2]) + 1}" if found else f"{version}.1"[:20]
