"""What the public may read of answers, and of the counts behind them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Answer, Area, Topic

MOST = 200


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """A published answer. `topic`, `area`: (code, name), None for all; `stratum` is the area's."""

    code: str
    title: str
    topic: tuple[str, str] | None
    area: tuple[str, str] | None
    stratum: str | None
    heard: str
    decided: str
    done: str
    came_of_it: str
    why_not: str
    published_on: date
    updated_on: date


def published_answers(session: Session, municipality_id: int, *, topic: str = "", area: str = "") -> list[PublicAnswer]:
    """The published answers, the latest first; those on all topics or the whole municipality stand under each."""
    query = (
        select(Answer, Topic.code, Topic.easy, Topic.name, Area.code, Area.name, Area.stratum)
        .outerjoin(Topic, Topic.id == Answer.topic_id)
        .outerjoin(Area, Area.id == Answer.area_id)
        .where(Answer.municipality_id == municipality_id, Answer.published_on.is_not(None))
        .order_by(Answer.updated_on.desc(), Answer.id.desc())
        .limit(MOST)
    )
    found = [
        PublicAnswer(
            row.code, row.title, (topic_code, easy or name) if topic_code else None,
            (area_code, area_name) if area_code else None, stratum, row.heard, row.decided, row.done, row.came_of_it,
            row.why_not, row.published_on or row.updated_on, row.updated_on,
        )
        for row, topic_code, easy, name, area_code, area_name, stratum in session.execute(query)
    ]  # fmt: skip
    return [answer for answer in found if _is_under(answer.topic, topic) and _is_under(answer.area, area)]


def _is_under(pair: tuple[str, str] | None, wanted: str) -> bool:
    return not wanted or pair is None or pair[0] == wanted
