"""News of a meeting by mail, to those who asked for it and said that the address is theirs."""

from datetime import datetime

from flask_babel import force_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import follow_links, keys, outbox
from dialogue.formatting import day
from dialogue.models import Follower, Meeting
from dialogue.municipality import settings

KINDS = ("changed", "cancelled")


def announce(session: Session, meeting: Meeting, *, kind: str, now: datetime, base_url: str) -> int:
    """Write mail to the meeting's confirmed followers, in their language; gives how many.

    Called in the transaction that changes or cancels the meeting; `jobs.wake_mail()` after it. The same change
    (the meeting's `sequence`) is told once.
    """
    assert kind in KINDS
    session.flush()
    key = keys.mail_key(settings())
    query = select(Follower).where(Follower.meeting_id == meeting.id, Follower.confirmed)
    written = 0
    for follower in session.scalars(query.order_by(Follower.id)):
        with force_locale(follower.lang):
            letter = _letter(meeting, follower, kind, key, base_url.rstrip("/"))
        written += outbox.enqueue(session, meeting.municipality_id, letter, now=now)
    return written


def _letter(meeting: Meeting, follower: Follower, kind: str, key: bytes, base_url: str) -> outbox.Letter:
    subject = gettext("Ändrat möte: %(title)s", title=meeting.title)
    if kind == "cancelled":
        subject = gettext("Inställt möte: %(title)s", title=meeting.title)
    stop = follow_links.stop_address(key, follower.id, base_url)
    when = gettext("%(day)s klockan %(time)s", day=day(meeting.held_on), time=meeting.starts_at)
    lines = [subject, when, meeting.place, meeting.change_note, gettext("Sluta få mejl om mötet: %(link)s", link=stop)]
    told = f"{kind} {meeting.id} {meeting.sequence} {follower.id}"
    return outbox.Letter(
        key=follow_links.news_key(key, told), recipient=follower.email, subject=subject,
        body="\n\n".join(line for line in lines if line), unsubscribe=stop,
    )  # fmt: skip
