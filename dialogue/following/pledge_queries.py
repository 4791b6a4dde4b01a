"""What the staff's list of pledges shows, and the lists that the forms offer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.access import Viewer
from dialogue.models import Indicator, Pledge
from dialogue.pledge_state import (
    CommitmentState,
    Gap,
    Standing,
    State,
    commitment_states,
    gaps,
    signed_pledges,
    standing,
)

LIGHT_ORDER = ("red", "yellow", "green", "not_measurable", "")


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A row of the list: a pledge, where it is, and how many commitments have each light ("": not followed up)."""

    pledge: Pledge
    standing: Standing
    lights: tuple[tuple[str, int], ...]
    stale: int


@dataclass(frozen=True, slots=True)
class PledgeList:
    """All pledges, the latest first, and the days without one."""

    lines: tuple[PledgeLine, ...]
    gaps: tuple[Gap, ...]


def pledge_list(session: Session, viewer: Viewer, today: date) -> PledgeList:
    """Every pledge of the viewer's municipality, drafts too."""
    mine = Pledge.municipality_id == viewer.municipality_id
    pledges = session.scalars(select(Pledge).where(mine).order_by(Pledge.starts_on.desc(), Pledge.id.desc())).all()
    signed = signed_pledges(session, viewer.municipality_id)
    states = commitment_states(session, pledges, today)
    lines = tuple(_line(pledge, standing(pledge, signed, today), states[pledge.id]) for pledge in pledges)
    return PledgeList(lines, tuple(gaps(signed, today)))


def _line(pledge: Pledge, where: Standing, states: list[CommitmentState]) -> PledgeLine:
    counts = Counter(state.light.value if state.light else "" for state in states)
    lights = tuple((light, counts[light]) for light in LIGHT_ORDER if counts[light])
    held = where.state is State.IN_FORCE
    return PledgeLine(pledge, where, lights, sum(state.is_stale for state in states) if held else 0)


def indicator_choices(session: Session, viewer: Viewer) -> dict[str, str]:
    """Code → name, in order of the names."""
    mine = Indicator.municipality_id == viewer.municipality_id
    rows = session.execute(select(Indicator.code, Indicator.name).where(mine).order_by(Indicator.name))
    return {row.code: row.name for row in rows}


def renewal_of(session: Session, pledge: Pledge) -> Pledge | None:
    """The pledge that was copied from this one to take over, the latest copy."""
    mine = (Pledge.municipality_id == pledge.municipality_id) & (Pledge.renews_id == pledge.id)
    return session.scalar(select(Pledge).where(mine).order_by(Pledge.id.desc()).limit(1))


def renewed_by(session: Session, pledge: Pledge) -> Pledge | None:
    """The pledge that this one takes over from."""
    return session.get(Pledge, pledge.renews_id) if pledge.renews_id else None
