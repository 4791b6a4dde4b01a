"""Mail when a meeting changes: asking for it, confirming the address, ending it. Only where a mail server is set."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from dialogue import clock, jobs, keys, meeting_news
from dialogue.exceptions import NotFound
from dialogue.extensions import db, transaction
from dialogue.language import current_code
from dialogue.meetings import followers, posted
from dialogue.meetings.forms import FollowForm
from dialogue.meetings.queries import MeetingNotice, public_meeting
from dialogue.municipality import current_municipality, public_address, settings
from dialogue.throttle import FOLLOW


def follow_meeting(code: str) -> ResponseReturnValue:
    """The field for an address; by POST, a mail to it that asks whether it is right."""
    meeting = public_meeting(db.session, current_municipality().id, code, lang=current_code())
    form = FollowForm(request.form)
    if not settings().sends_mail or not meeting.is_open(clock.here()):
        raise NotFound("nothing to follow")
    if request.method != "POST":
        return _write(meeting, form, posted.fresh_token())
    token, refusal = posted.read(FOLLOW, form.token.data)
    if refusal is not None:
        return _write(meeting, form, posted.signed(token), refusal.why, refusal.status)
    if not form.validate():
        return _write(meeting, form, posted.signed(token), status=422)
    base_url = public_address(current_municipality())
    key = keys.mail_key(settings())
    with transaction() as session:
        asked = followers.ask(
            session, meeting.id, email=form.email.data or "", lang=current_code(), key=key, today=clock.today()
        )
        if asked is not None:
            meeting_news.ask_whether_right(session, asked, now=clock.now(), base_url=base_url)
    jobs.wake_mail()
    return render_template("meetings/follow_asked.html", meeting=meeting, email=form.email.data)


def confirm_follow(word: str) -> ResponseReturnValue:
    """A button, so that a mail program that opens links by itself confirms nothing; by POST, yes."""
    if request.method == "POST":
        with transaction() as session:
            followers.confirm(session, current_municipality().id, word)
    return _page(word, "confirm")


def stop_following(word: str) -> ResponseReturnValue:
    """A button; by POST, from it or from the mail program (RFC 8058), the address is forgotten.

    The word is all that is asked for: many mail programs post from the same few addresses, and none can guess it.
    """
    if request.method != "POST":
        return _page(word, "stop")
    with transaction() as session:
        followers.stop(session, current_municipality().id, word)
    return render_template("meetings/follow_stopped.html")


def _page(word: str, step: str) -> str:
    try:
        found = followers.followed(db.session, current_municipality().id, word)
    except NotFound:
        return render_template("meetings/follow_stopped.html")
    meeting = public_meeting(db.session, current_municipality().id, found.meeting_code, lang=current_code())
    return render_template(
        "meetings/follow_link.html", meeting=meeting, word=word, step=step, confirmed=found.confirmed
    )


def _write(
    meeting: MeetingNotice, form: FollowForm, token: str, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return render_template("meetings/follow.html", meeting=meeting, form=form, token=token, problem=problem), status


def register_pages(bp: Blueprint) -> None:
    """Add the pages to the blueprint of the public pages."""
    both = ["GET", "POST"]
    bp.add_url_rule("/moten/<code>/mejl", view_func=follow_meeting, methods=both)
    bp.add_url_rule("/mejl/<word>", view_func=confirm_follow, methods=both)
    bp.add_url_rule("/mejl/<word>/avsluta", view_func=stop_following, methods=both)
