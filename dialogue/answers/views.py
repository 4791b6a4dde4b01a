"""The public page of answers, and its feed."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue.answers.feed import atom
from dialogue.answers.queries import PublicAnswer, published_answers
from dialogue.extensions import db
from dialogue.municipality import current_municipality
from dialogue.published import latest

bp = Blueprint("answers", __name__)


@bp.get("/svar")
def list_answers() -> ResponseReturnValue:
    """What came of the concerns, by topic and area, with how many told where that may be said."""
    municipality_id = current_municipality().id
    everything = published_answers(db.session, municipality_id)
    topic, area = request.args.get("amne", ""), request.args.get("omrade", "")
    chosen = published_answers(db.session, municipality_id, topic=topic, area=area)
    return render_template(
        "answers/list_answers.html",
        answers=chosen,
        heard=_heard(chosen),
        topics=sorted({answer.topic for answer in everything if answer.topic}, key=lambda pair: pair[1]),
        areas=sorted({answer.area for answer in everything if answer.area}, key=lambda pair: pair[1]),
        topic=topic,
        area=area,
        is_filtered=bool(topic or area),
    )


@bp.get("/svar.atom")
def answers_feed() -> ResponseReturnValue:
    """The answers as a feed."""
    here = current_municipality()
    told = atom(
        published_answers(db.session, here.id),
        title=f"{gettext('Ni sa – vi gjorde')} – {here.name}",
        author=here.name,
        page=url_for(".list_answers", _external=True),
        feed=url_for(".answers_feed", _external=True),
    )
    return Response(told, mimetype="application/atom+xml")


def _heard(answers: list[PublicAnswer]) -> dict[str, int]:
    """Answer → the texts of the latest published quarter on its topic in its part of the municipality, if shown."""
    quarters = latest(db.session, current_municipality().id, 1)
    told: dict[str, int] = {}
    for answer in answers:
        if quarters and answer.topic:
            count = quarters[0].count(answer.topic[0], answer.stratum)
            if count:
                told[answer.code] = count
    return told
