"""News of a village."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.posting import Posting

LIFETIME = timedelta(days=30)
"""News without a day to come is shown this long."""
AFTERWARDS = timedelta(days=7)
"""News of something to come is shown until so long after it."""
HEADLINE = 60
"""Grapheme clusters of a headline at most."""
_CLUSTER = re.compile(r"[เแโใไ]?.[\u0e30-\u0e3a\u0e45-\u0e4e]*", re.DOTALL)
"""A Thai letter with its vowels and tone: what a reader counts as one, or less."""


class News(Posting):
    """The headline is `name`, the story `description`, as it was typed. The day may be one to come or one gone by."""

    __tablename__ = "news"
    __mapper_args__ = {"polymorphic_identity": "news"}  # noqa: RUF012 (SQLAlchemy's own form)

    id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), primary_key=True)
    event_date: Mapped[date | None] = mapped_column(index=True)
    event_end: Mapped[date | None]
    """The last day of more than one."""
    event_time: Mapped[time | None]
    venue: Mapped[str] = mapped_column(default="")

    def ends(self, now: datetime) -> datetime | None:
        """A week after a day to come; else thirty days from now."""
        last = self.event_end or self.event_date
        if last is None or last <= now.date():
            return now + LIFETIME
        return datetime.combine(last + AFTERWARDS, time(), now.tzinfo)

    def searched(self) -> tuple[str, ...]:
        """Its headline, its story, its place."""
        return (self.name, self.description, self.venue)

    def forget_fields(self, fields: Iterable[str]) -> bool:
        """Without its story there is no news; day, time and place may be missing, a headline is made anew."""
        lost = set(fields)
        if "text" in lost:
            return False
        if "name" in lost:
            self.name = headline(self.description)
        if "date" in lost:
            self.event_date = self.event_end = None
        if "time" in lost:
            self.event_time = None
        if "place" in lost:
            self.venue = ""
        return super().forget_fields(lost - {"name", "date", "time", "place"})

    def blank(self) -> None:
        """Removes what was written."""
        super().blank()
        self.event_date = self.event_end = self.event_time = None
        self.venue = ""


def headline(story: str) -> str:
    """A headline for a story that has none: its first sentence, cut between two words where it is long."""
    first = next((line.strip() for line in story.splitlines() if line.strip()), "")
    clusters = _CLUSTER.findall(first)
    if len(clusters) <= HEADLINE:
        return first
    room = "".join(clusters[: HEADLINE - 1])
    at_space = room.rfind(" ")
    return (room[:at_space] if at_space > len(room) // 3 else room).rstrip() + "…"
