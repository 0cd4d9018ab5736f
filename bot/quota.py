"""LINE's figures of the month, remembered for a moment: every preview asks for them."""

from bot import clock
from bot.line import client
from models.quota import Quota

FRESH = 15.0
"""Seconds for which the figures are used again."""
_remembered: list[tuple[float, Quota]] = []


def read(*, anew: bool = False) -> Quota | None:
    """The limit and the use of this month; None when LINE does not tell."""
    if _remembered and not anew and clock.monotonic() - _remembered[0][0] < FRESH:
        return _remembered[0][1]
    limit, used = client.quota(), client.quota_used()
    total = used.get("totalUsage")
    if limit.get("type") == "none":
        quota = Quota(None, total if isinstance(total, int) else 0)
    elif isinstance(limit.get("value"), int) and isinstance(total, int):
        quota = Quota(limit["value"], total)
    else:
        return None
    _remembered[:] = [(clock.monotonic(), quota)]
    return quota


def forget() -> None:
    """The figures have changed by our own doing."""
    _remembered.clear()
