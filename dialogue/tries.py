"""How often a code that is short enough to be guessed may be tried: counted in the database, for all processes at once.

What is counted is what is tried – an account, a collection – never who tries, and no address: the bucket is a keyed
hash of it, forgotten when its window is over. Nobody can so lock others out of more than the one thing they try at,
as was so when each process counted by itself.

The long codes need no such count. Receipts (63 bits) and registrations (49) are hashed slowly, some 200 guesses a
second in a process at most. Eight processes that do nothing else, day and night, meet one of ten thousand registrations
after a year (10^15 / 10^4 / 1600 s, halved) and one of a million receipts after ninety; the links in mails are longer
still. The start code of a tablet (40 bits) lives some hours and opens an empty form. What bounds these by address, in
the memory of each process (`throttle`), only keeps the load down.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialogue.models import TryCount
from dialogue.throttle import Limit

EXIT = Limit("exit", 5, 600)  # of one collection: three hours of guessing meet a hundred of a million codes
SIGN_IN = Limit("sign-in", 10, 600)  # of one account
SECOND_FACTOR = Limit("second factor", 30, 24 * 3600)
"""Of one account whose password was right: whoever has it meets ninety of a million codes a day (three are good at a
time). Without the password nobody can use it up."""


def may_try(session: Session, key: bytes, limit: Limit, what: str, now: datetime) -> bool:
    """Whether `what` may be tried once more in the window that its first try began; counts it if so."""
    session.execute(delete(TryCount).where(TryCount.ends_at <= now))
    bucket = hmac.new(key, f"{limit.name}\0{what}".encode(), hashlib.sha256).digest()
    row = _held(session, bucket) or _first(session, bucket, now + timedelta(seconds=limit.seconds))
    if row.tries >= limit.count:
        return False
    row.tries += 1
    return True


def _held(session: Session, bucket: bytes) -> TryCount | None:
    """The count as it is now, held until the transaction ends."""
    return session.get(TryCount, bucket, with_for_update=True, populate_existing=True)


def _first(session: Session, bucket: bytes, ends_at: datetime) -> TryCount:
    row = TryCount(bucket=bucket, tries=0, ends_at=ends_at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another process was first
        return session.get_one(TryCount, bucket, with_for_update=True, populate_existing=True)
    return row
