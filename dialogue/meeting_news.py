"""Mail about a meeting: whether an address is right, and what has changed since it said so."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue import follow_links, keys, outbox
from dialogue.formatting import day
from dialogue.meeting_calendar import Entry, uid_of, write_calendar
from dialogue.meeting_words import headline
from dialogue.models import Follower, Meeting, MeetingStatus, MeetingText, Municipality
from dialogue.municipality import settings
from dialogue.outbox import Letter

KINDS = ("changed", "cancelled")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a letter is for, and where its links lead."""

    follower: Follower
    key: bytes
    base_url: str

    @property
    def prefix(self) -> str:
        """The site in the reader's language."""
        return self.base_url if self.follower.lang == "sv" else f"{self.base_url}/{self.follower.lang}"

    @property
    def word(self) -> str:
        """The word of the reader's links."""
        return follow_links.word(self.key, self.follower.id)

    @property
    def stop(self) -> str:
        """Where the mails are ended."""
        return self.prefix + follow_links.stop_path(self.word)

    @property
    def page(self) -> str:
        """Where the address is confirmed."""
        return self.prefix + follow_links.page_path(self.word)


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
        reader = _Reader(follower, key, base_url.rstrip("/"))
        with force_locale(follower.lang):
            letter = _news(session, meeting, reader, kind)
        written += outbox.enqueue(session, meeting.municipality_id, letter, now=now)
    return written


def ask_whether_right(session: Session, follower_id: int, *, now: datetime, base_url: str) -> None:
    """Write the one mail that goes to an address nobody has confirmed: a question with a button behind its link."""
    reader = _Reader(session.get_one(Follower, follower_id), keys.mail_key(settings()), base_url.rstrip("/"))
    meeting = session.get_one(Meeting, reader.follower.meeting_id)
    with force_locale(reader.follower.lang):
        title = _title(session, meeting, reader.follower.lang)
        body = [
            gettext("Någon, kanske du, vill få mejl på den här adressen om mötet ändras eller ställs in:"),
            "\n".join((title, *_where_and_when(meeting))),
            gettext("Är det du? Öppna länken och tryck på Ja: %(link)s", link=reader.page),
            gettext("Är det inte du behöver du inte göra något. Adressen tas bort inom några dagar."),
        ]
        letter = Letter(
            key=follow_links.news_key(reader.key, f"ask {follower_id} {reader.follower.asked_on}"),
            recipient=reader.follower.email,
            subject=gettext("Vill du få mejl om mötet ändras?"),
            body="\n\n".join(body),
            unsubscribe=reader.stop,
        )
    outbox.enqueue(session, meeting.municipality_id, letter, now=now)


def _news(session: Session, meeting: Meeting, reader: _Reader, kind: str) -> Letter:
    title = headline(_title(session, meeting, reader.follower.lang), is_cancelled=kind == "cancelled", is_changed=True)
    opening = gettext("Mötet är inställt. Det blir inte av.") if kind == "cancelled" else gettext("Mötet är ändrat.")
    now_is = gettext("Så här skulle det ha varit:") if kind == "cancelled" else gettext("Så här är det nu:")
    link = f"{reader.prefix}/moten/{meeting.code}"
    body = [
        opening,
        meeting.change_note,
        "\n".join((now_is, *_where_and_when(meeting))),
        gettext("Läs mer: %(link)s", link=link),
        gettext("Sluta få mejl om mötet: %(link)s", link=reader.stop),
        gettext("Adressen tas bort dagen efter mötet."),
    ]
    return Letter(
        key=follow_links.news_key(reader.key, f"{kind} {meeting.id} {meeting.sequence} {reader.follower.id}"),
        recipient=reader.follower.email,
        subject=title,
        body="\n\n".join(part for part in body if part),
        calendar=_calendar(session, meeting, title, link, reader.follower.lang),
        unsubscribe=reader.stop,
    )


def _where_and_when(meeting: Meeting) -> list[str]:
    hours = meeting.starts_at
    if meeting.ends_at:
        hours = gettext("%(start)s–%(end)s", start=meeting.starts_at, end=meeting.ends_at)
    when = gettext("%(day)s klockan %(time)s", day=day(meeting.held_on), time=hours)
    return [when, ", ".join(part for part in (meeting.place, meeting.address) if part)]


def _title(session: Session, meeting: Meeting, lang: str) -> str:
    own = session.get(MeetingText, (meeting.id, lang))
    return (own.title if own else "") or meeting.title


def _calendar(session: Session, meeting: Meeting, title: str, link: str, lang: str) -> str:
    municipality = session.get_one(Municipality, meeting.municipality_id)
    entry = Entry(
        uid=uid_of(municipality.code, meeting.code), title=title, description=link,
        place=", ".join(part for part in (meeting.place, meeting.address) if part),
        held_on=meeting.held_on, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        point=None if meeting.lat is None or meeting.lon is None else (meeting.lat, meeting.lon),
        sequence=meeting.sequence, revised_on=meeting.changed_on or meeting.held_on,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED, url=link,
    )  # fmt: skip
    return write_calendar([entry], name=title, language=lang)
