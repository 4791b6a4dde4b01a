"""Pages of a topic, of one text, and of the urgent ones. Every text that is shown is in the audit log."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.extensions import db
from dialogue.municipality import settings
from dialogue.scanning.blueprint import bp, current_viewer, record_opening
from dialogue.scanning.explain import explain_concern as explanation
from dialogue.scanning.explain import word_weigher
from dialogue.scanning.labels import label, rarity
from dialogue.scanning.periods import CHOICES, parse_period
from dialogue.scanning.topic_queries import TopicFilter, topic_page, urgent_queue
from dialogue.triangulation import voices_on

MOST_PAGES = 10_000


@bp.app_template_global("label")
def label_of(group: str, value: str | None) -> str:
    """The word for a stored value."""
    return label(group, value)


@bp.app_template_global("rarity")
def rarity_of(days: int) -> str:
    """How rare an alarm is, in words."""
    return rarity(days)


@bp.get("/oversikt/amne/<code>")
def show_topic(code: str) -> ResponseReturnValue:
    """What people say about a topic, in their own words."""
    viewer = current_viewer()
    told = request.args
    wanted = TopicFilter(
        period=parse_period(told.get("veckor"), told.get("fran"), told.get("till"), clock.today()),
        area=told.get("omrade") or None,
        cluster=told.get("monster", type=int),
        meeting=(told.get("mote") or "").replace("\x00", "") or None,
        page=min(max(told.get("sida", 1, type=int), 1), MOST_PAGES),
        unsure_first=told.get("ordning") == "osakrast",
    )
    seen = clock.now()
    page = topic_page(db.session, viewer, code, wanted, unsorted_name=gettext("Ännu inte sorterat"))
    record_opening(viewer, "texts_opened", [quote.id for quote in page.quotes], topic=code, page=str(wanted.page))
    return render_template(
        "scanning/show_topic.html", page=page, wanted=wanted, viewer=viewer, choices=CHOICES, seen=seen.isoformat(),
        query=told.to_dict(), voices=voices_on(db.session, viewer.municipality_id, code, wanted.area, clock.today()),
    )  # fmt: skip


@bp.get("/oversikt/text/<text:concern_id>")
def explain_concern(concern_id: int) -> ResponseReturnValue:
    """Why a text stands where it stands."""
    viewer = current_viewer()
    why = explanation(db.session, viewer, concern_id, word_weigher(settings().data_dir / "nlp", viewer.municipality_id))
    record_opening(viewer, "text_explained", [concern_id, *(near.quote.id for near in why.nearest)])
    return render_template("scanning/explain_concern.html", why=why, viewer=viewer)


@bp.get("/bradskande")
def list_urgent() -> ResponseReturnValue:
    """The texts that cannot wait."""
    viewer = current_viewer()
    quotes = urgent_queue(db.session, viewer)
    record_opening(viewer, "urgent_opened", [quote.id for quote in quotes])
    return render_template("scanning/list_urgent.html", quotes=quotes, viewer=viewer)
