"""The mail server: one connection, one message at a time, and what it said of each."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from dialogue.outbox import Letter

PATIENCE = 20.0  # seconds for each answer of the server
POLICY = SMTP.clone(max_line_length=998)  # what RFC 5322 allows: long links in headers stay in one piece
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class ServerAway(Exception):
    """The server does not answer, broke off, or does not let us in. Says nothing of whom the mail was for."""


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"  # the server has answered for it
    LATER = "later"  # not now: try again
    NOBODY = "nobody"  # there is no such mailbox
    REFUSED = "refused"  # it will never take this message


class MailServer:
    """A connection to the server in `url` (`smtp://user:pass@host:port`), which sends as `sender`."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Connect. Raises ServerAway."""
        try:
            self._connection = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise ServerAway(type(error).__name__) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Say goodbye, if anybody still listens."""
        if self._connection is not None:
            self._connection.close()

    def send(self, letter: Letter, *, now: datetime) -> Outcome:
        """Hand one message over. Raises ServerAway when the connection fails."""
        assert self._connection is not None
        message = compose(letter, self._sender, now).as_bytes(policy=POLICY)
        try:
            self._connection.sendmail(self._sender, [letter.recipient], message)
        except smtplib.SMTPRecipientsRefused as error:
            return _of_code(max(code for code, _ in error.recipients.values()), Outcome.NOBODY)
        except smtplib.SMTPDataError as error:
            return _of_code(error.smtp_code, Outcome.REFUSED)
        except smtplib.SMTPSenderRefused:
            return Outcome.LATER  # that is our own fault, whatever the code: somebody will set it right
        except (smtplib.SMTPException, OSError) as error:
            raise ServerAway(type(error).__name__) from None
        return Outcome.SENT

    def _connect(self) -> smtplib.SMTP:
        host, scheme = self._parts.hostname or "", self._parts.scheme
        port = self._parts.port or PORTS[scheme]
        if scheme == "smtps":
            secure = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=secure)
        else:
            connection = smtplib.SMTP(host, port, timeout=PATIENCE)
        try:
            if scheme == "smtp+starttls":
                connection.starttls(context=ssl.create_default_context())
            if self._parts.username:
                connection.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        except BaseException:
            connection.close()
            raise
        return connection


def compose(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """The message. Sent again, it has the same Message-ID, by which mail servers and programs know a copy."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(letter.body, cte="quoted-printable")
    if letter.calendar:
        calendar = letter.calendar.encode()
        message.add_attachment(calendar, maintype="text", subtype="calendar", filename="mote.ics",
                               params={"method": "PUBLISH", "charset": "utf-8"})  # fmt: skip
    return message


def _of_code(code: int, for_ever: Outcome) -> Outcome:
    return for_ever if code >= 500 else Outcome.LATER
