"""What the files read beside the published counts."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Answer, Area, Report, ReportKind, Topic

WORDS = ("code", "title", "heard", "decided", "done", "came_of_it", "why_not")
MOST = 2000


def answers_json(session: Session, municipality_id: int) -> list[dict[str, Any]]:
    """The published answers, the latest first."""
    query = (
        select(Answer, Topic.code, Area.code)
        .outerjoin(Topic, Topic.id == Answer.topic_id)
        .outerjoin(Area, Area.id == Answer.area_id)
        .where(Answer.municipality_id == municipality_id, Answer.published_on.is_not(None))
        .order_by(Answer.updated_on.desc(), Answer.id.desc())
        .limit(MOST)
    )
    return [
        {name: getattr(row, name) for name in WORDS}
        | {"topic": topic, "area": area, "published_on": str(row.published_on), "updated_on": str(row.updated_on)}
        for row, topic, area in session.execute(query)
    ]


def public_reports(session: Session, municipality_id: int) -> list[Report]:
    """The reports to the council that the public may read, the latest first."""
    query = select(Report).where(
        Report.municipality_id == municipality_id, Report.kind == ReportKind.COUNCIL, Report.public_on.is_not(None)
    )
    return list(session.scalars(query.order_by(Report.number.desc()).limit(MOST)))
