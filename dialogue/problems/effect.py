"""Before and after, honestly: the same days a year apart, with uncertainty, and beside what happened elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, sqrt

from scipy.stats import binomtest

_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Change:
    """Events before and after. `ratio` is after ÷ before with its 95 % interval; None where nothing was before."""

    before: int
    after: int
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out "no change"."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same length and season a year earlier, on the same weekdays (364 days)."""
    return first - timedelta(days=364), last - timedelta(days=364)


def compare(before: int, after: int) -> Change:
    """Two counts over equally long periods: their ratio, with the exact conditional (Clopper–Pearson) interval."""
    if before == 0:
        return Change(before, after, None, None, None)
    share = binomtest(after, before + after).proportion_ci(confidence_level=0.95, method="exact")
    high = None if share.high >= 1 else share.high / (1 - share.high)
    return Change(before, after, after / before, share.low / (1 - share.low), high)


def against(here: Change, elsewhere: Change) -> Change | None:
    """How much more the place changed than the comparison did: a ratio of ratios (log-normal interval).

    None where any count is zero: too little to say.
    """
    counts = (here.before, here.after, elsewhere.before, elsewhere.after)
    if not all(counts) or here.ratio is None or elsewhere.ratio is None:
        return None
    ratio, error = here.ratio / elsewhere.ratio, sqrt(sum(1 / count for count in counts))
    return Change(here.before, here.after, ratio, exp(log(ratio) - _Z * error), exp(log(ratio) + _Z * error))
