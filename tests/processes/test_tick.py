"""The tick, which finds what was lost and does what is due, comes every three seconds of every minute."""

from procrastinate.periodic import PeriodicDeferrer

from bot import jobs

A_MORNING = 1_795_276_800
"""Seconds since 1970, at the start of a minute."""


def test_the_tick_is_never_further_away_than_three_seconds(database_url: str) -> None:
    """Cron's sixth field holds the seconds; in the first one, every third second was every third minute."""
    deferrer = PeriodicDeferrer(jobs.app().periodic_registry)
    waits = [deferrer.get_next_tick(at=A_MORNING + second) for second in range(600)]
    assert max(waits) <= 3
    assert min(waits) >= 1
