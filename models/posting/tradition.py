"""A tradition of a village: a feast, a rite, a custom, and when it comes round."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.posting import Posting

_DAYS = re.compile("BY(?:MONTHDAY|DAY|YEARDAY)=|FREQ=DAILY")
"""What names days; a rule without it would begin today."""
YEARS_AHEAD = 5
"""How far a repetition is followed for its next day."""


class Tradition(Posting):
    """What is done in it is `description`. A lunar day or a season stays words: nobody computes it."""

    __tablename__ = "tradition"
    __mapper_args__ = {"polymorphic_identity": "tradition"}  # noqa: RUF012 (SQLAlchemy's own form)

    id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), primary_key=True)
    occasion: Mapped[str]
    """As written: `วันเพ็ญเดือน 12`, `14 เมษายน ทุกปี`."""
    event_date: Mapped[date | None] = mapped_column(index=True)
    """Of what comes round the next time, kept up to date; of what is held once its day. None: only words tell."""
    event_end: Mapped[date | None]
    rrule: Mapped[str] = mapped_column(default="")
    """RFC 5545 §3.3.10, without DTSTART."""
    time_text: Mapped[str] = mapped_column(default="")
    venue: Mapped[str] = mapped_column(default="")
    how_to_join: Mapped[str] = mapped_column(default="")

    def ends(self, now: datetime) -> datetime | None:
        """One that is held once is over after its day; what comes round stays."""
        last = self.event_end or self.event_date
        if self.rrule or last is None:
            return None
        return datetime.combine(max(last, now.date()) + timedelta(days=1), time(), now.tzinfo)

    def comes_round(self, today: date) -> None:
        """Sets the day of the next time."""
        if self.rrule:
            self.event_date, self.event_end = self.next_day(today), None

    def next_day(self, today: date) -> date | None:
        """The day of this year's or the next one's; None when only words tell it."""
        if self.rrule:
            if not _DAYS.search(self.rrule):
                return None  # "every year": the words do not say which day
            start = datetime.combine(today, time())
            following = rrulestr(f"RRULE:{self.rrule}", dtstart=start).after(start, inc=True)
            soon = following is not None and following.year <= today.year + YEARS_AHEAD
            return following.date() if following is not None and soon else None
        return self.event_date

    def searched(self) -> tuple[str, ...]:
        """Its name, when it is, where, and what is done."""
        return (self.name, self.occasion, self.venue, self.description)

    def forget_fields(self, fields: Iterable[str]) -> bool:
        """A tradition needs its name and its time; all else may be missing."""
        lost = set(fields)
        if "time" in lost:
            self.time_text = ""
        if "place" in lost:
            self.venue = ""
        if "activity" in lost:
            self.description = ""
        if "joining" in lost:
            self.how_to_join = ""
        return super().forget_fields(lost - {"time", "place", "activity", "joining"})

    def blank(self) -> None:
        """Removes what was written."""
        super().blank()
        self.occasion = self.rrule = self.time_text = self.venue = self.how_to_join = ""
        self.event_date = self.event_end = None


def gone_by(db: Session, today: date) -> list[int]:
    """Ids of those that come round and whose noted day is over."""
    rows = select(Tradition.id).where(Tradition.rrule != "", Tradition.event_date < today)
    return list(db.scalars(rows.limit(200)))
