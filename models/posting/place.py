"""A place that is worth going to: a sight, a stay, a kitchen, somewhere to learn."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.posting import Posting


class PlaceCategory(StrEnum):
    """What kind of place it is."""

    NATURE = "ธรรมชาติ"
    TEMPLE = "วัดและศาสนสถาน"
    STAY = "ที่พัก"
    FOOD = "ร้านอาหาร"
    LEARNING = "แหล่งเรียนรู้"
    MARKET = "ตลาด"
    OTHER = "อื่น ๆ"


class Place(Posting):
    """Stays until it is taken down. Without a pin it waits to be surveyed (รอสำรวจ)."""

    __tablename__ = "place"
    __mapper_args__ = {"polymorphic_identity": "place"}  # noqa: RUF012 (SQLAlchemy's own form)

    id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), primary_key=True)
    category: Mapped[str] = mapped_column(default=PlaceCategory.OTHER, index=True)
    whereabouts: Mapped[str] = mapped_column(default="")
    """In words: `หลังวัด`."""
    activities: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    fee: Mapped[str] = mapped_column(default="")
    season: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")

    def ends(self, now: datetime) -> datetime | None:
        """A waterfall does not expire."""
        return None

    def searched(self) -> tuple[str, ...]:
        """Its name, what it is and what there is to do."""
        return (self.name, self.category, self.activities, self.description, self.whereabouts)

    def forget_fields(self, fields: Iterable[str]) -> bool:
        """A place needs its name and to be somewhere; all else may be missing."""
        lost = set(fields)
        for slot, column in COLUMNS.items():
            if slot in lost:
                setattr(self, column, "")
        if "topic" in lost:
            self.category = PlaceCategory.OTHER
        is_somewhere = bool(self.whereabouts) or (self.lat is not None and "pin" not in lost)
        return super().forget_fields(lost - {"topic", *COLUMNS}) and is_somewhere

    def blank(self) -> None:
        """Removes what was written."""
        super().blank()
        for column in COLUMNS.values():
            setattr(self, column, "")


COLUMNS = {
    "place": "whereabouts", "activity": "activities", "time": "hours", "fee": "fee", "season": "season",
    "access": "access",
}  # fmt: skip
"""Slot → the column that keeps its words."""
