"""How often one connection may ask, without knowing whose it is: buckets in memory, forgotten every day."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

DAY = 24 * 3600
MOST_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` requests in `seconds`; a bucket that fills again evenly."""

    name: str
    count: int
    seconds: int


INTAKE = Limit("intake", 600, 600)  # a whole school on one Wi-Fi gets through
LOOK_UP = Limit("look-up", 30, 600)  # keeps the load down; the length of the codes keeps guessers out (`tries`)
REGISTER = Limit("register", 120, 600)  # a whole school on one Wi-Fi gets through
TABLET = Limit("tablet", 600, 600)  # of one collection: a hundred texts in ten minutes, and as much again
SIGN_INS = Limit("sign-ins", 300, 600)  # of all together: a password costs a process some work to check
FOLLOW = Limit("follow", 20, 600)  # nobody makes us fill strangers' mailboxes


class Throttle:
    """Token buckets of one process. The key is a keyed hash whose key lives a day, in memory only."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._day = -1
        self._salt = b""

    def allows(self, limit: Limit, address: str, now: float | None = None) -> bool:
        """Whether one more request may pass; counts it if so. `now`: seconds of a clock that never goes back."""
        now = time.monotonic() if now is None else now
        with self._lock:
            self._forget_yesterday(now)
            key = hmac.new(self._salt, f"{limit.name}\0{address}".encode(), hashlib.sha256).digest()
            left, then = self._buckets.pop(key, (float(limit.count), now))
            left = min(float(limit.count), left + (now - then) * limit.count / limit.seconds)
            passes = left >= 1
            self._buckets[key] = (left - 1 if passes else left, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
            return passes

    def _forget_yesterday(self, now: float) -> None:
        if int(now // DAY) != self._day:
            self._day, self._salt = int(now // DAY), secrets.token_bytes(32)
            self._buckets.clear()


def nearest_address(remote: str | None, forwarded: str, trusted_proxies: int) -> str:
    """The address that the outermost trusted proxy saw; without proxies, the connection's own."""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if trusted_proxies and len(hops) >= trusted_proxies:
        return hops[-trusted_proxies]
    return remote or ""
