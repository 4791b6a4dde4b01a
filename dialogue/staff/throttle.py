"""How often sign-in may be tried: counted in memory only, under a keyed hash that dies with the process."""

import hashlib
import hmac
import secrets
from collections import OrderedDict, deque
from threading import Lock

WINDOW = 600.0  # seconds
PER_ACCOUNT = 10
TOGETHER = 300
MOST_ACCOUNTS = 10_000


class SignInThrottle:
    """At most 10 tries per account and 300 together in ten minutes, in one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._all: deque[float] = deque()
        self._accounts: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allows(self, account: str, now: float) -> bool:
        """Whether one more try may pass; counts it if so. `now`: seconds."""
        key = hmac.new(self._key, account.strip().lower().encode(), hashlib.sha256).digest()
        with self._lock:
            mine = self._accounts.pop(key, deque())
            self._accounts[key] = mine
            if len(self._accounts) > MOST_ACCOUNTS:
                self._accounts.popitem(last=False)
            for tries in (mine, self._all):
                while tries and tries[0] <= now - WINDOW:
                    tries.popleft()
            if len(mine) >= PER_ACCOUNT or len(self._all) >= TOGETHER:
                return False
            mine.append(now)
            self._all.append(now)
            return True
