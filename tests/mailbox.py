"""A real mail server on the loopback address that keeps what it gets, and can be told to misbehave."""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


def _agree(_stage: str, _address: str) -> str:
    return OK


@dataclass
class Mailbox:
    """What arrived, and what the server answers: `answer(stage, address)` at "MAIL", "RCPT" and "DATA"."""

    answer: Callable[[str, str], str] = _agree
    messages: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.port}"

    def counts(self) -> Counter[str]:
        """How often each Message-ID has arrived."""
        return Counter(str(message["Message-ID"]) for message in list(self.messages))

    async def handle_MAIL(  # noqa: N802 — aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The sender."""
        envelope.mail_from = address
        return self.answer("MAIL", address)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The receiver."""
        said = self.answer("RCPT", address)
        if said == OK:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The message; kept only if the server answers for it."""
        said = self.answer("DATA", envelope.rcpt_tos[0])
        if said == OK:
            content: Any = envelope.content
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.messages.append(message)
        return said


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A mail server for the time of a test."""
    mailbox = Mailbox(port=free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
