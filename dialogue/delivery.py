"""Sending what waits in the outbox.

At least once, and hardly ever twice: a letter is claimed, handed over, and forgotten, each in a transaction of its
own. What a worker that dies had claimed is anybody's again when its lease ends. Only one that dies after the mail
server has taken the last byte and before the commit that follows its answer leaves a letter that is sent again, with
the same Message-ID; no protocol of mail closes that gap.
"""

import logging

from dialogue import clock, outbox
from dialogue.extensions import db, transaction
from dialogue.mail_server import MailServer, Outcome, ServerAway
from dialogue.outbox import Claimed
from dialogue.settings import Settings

ROUND = 50  # letters; between two rounds the worker does what else waits
log = logging.getLogger(__name__)


def deliver(settings: Settings) -> bool:
    """Send a round of what is due; whether more may wait."""
    if not settings.sends_mail or not outbox.is_due(db.session, now=clock.now()):
        return False
    try:
        with MailServer(settings.smtp_url.get_secret_value(), settings.mail_from) as server:
            return all(_deliver_one(server) for _ in range(ROUND))
    except ServerAway as error:
        with transaction() as session:
            given_up = outbox.postpone_due(session, now=clock.now())
        log.warning("the mail server does not take mail", extra={"why": str(error), "given_up": given_up})
        return False


def _deliver_one(server: MailServer) -> bool:
    with transaction(hasty=True) as session:
        claimed = outbox.claim(session, now=clock.now())
    if claimed is None:
        return False
    try:
        outcome = server.send(claimed.letter, now=clock.now())
    except ServerAway:
        _settle(claimed, Outcome.LATER)
        raise
    _settle(claimed, outcome)
    return True


def _settle(claimed: Claimed, outcome: Outcome) -> None:
    with transaction(hasty=True) as session:  # the gap is as long as this takes
        if outcome is Outcome.LATER:
            kept = outbox.postpone(session, claimed.id, now=clock.now())
        else:
            kept = True
            forget = outbox.drop_recipient if outcome is Outcome.NOBODY else outbox.forget
            forget(session, claimed.id)
    if outcome is not Outcome.SENT:
        log.info("a mail was not taken", extra={"outcome": outcome.value, "given_up": not kept})
