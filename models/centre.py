"""A community digital centre: where courses are held, what it lends, when it is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dateutil.rrule import rrulestr
from sqlalchemy import ColumnElement, ForeignKey, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.village import Village

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545 §3.3.10, by datetime.weekday()."""
LOOK_AHEAD = 30
"""Days among which the next open one is sought."""


@dataclass(frozen=True)
class Opening:
    """From when to when a centre is open on one day, Bangkok time."""

    opens: time
    closes: time
    is_only_for_courses: bool = False
    """Open on such a day only when something is taught."""


class Centre(Base):
    """One centre; its `id` is what `bot code staff PLACE` names."""

    __tablename__ = "centre"

    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True, default=lambda row: row.get_current_parameters()["id"])
    """Its name in addresses; the id unless told."""
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    phone: Mapped[str | None]
    host: Mapped[str] = mapped_column(default="")
    landmark: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    accessibility: Mapped[str] = mapped_column(default="")
    wifi: Mapped[str] = mapped_column(default="")
    parking: Mapped[str] = mapped_column(default="")
    hours: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    """`{"byday": ["MO", …], "open": "08:30", "close": "16:30", "only_for_courses": true}` each."""
    lunch: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    """`{"start": "12:00", "end": "13:00"}`, or empty."""
    holidays: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    """`{"name": …}` with `"rrule"` (RFC 5545, yearly) or `"date"` (ISO) each."""
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    village: Mapped[Village] = relationship(lazy="joined")
    lends: Mapped[list["Lending"]] = relationship(
        back_populates="centre", order_by="Lending.id", cascade="all, delete-orphan", passive_deletes=True
    )

    def opening(self, day: date) -> Opening | None:
        """When it is open by the weekly hours; holidays are asked separately."""
        for hours in self.hours:
            if WEEKDAYS[day.weekday()] in hours["byday"]:
                opens, closes = time.fromisoformat(hours["open"]), time.fromisoformat(hours["close"])
                return Opening(opens, closes, bool(hours.get("only_for_courses")))
        return None

    def holiday(self, day: date) -> str | None:
        """The name of the holiday that this day is here."""
        for holiday in self.holidays:
            if holiday.get("date") == day.isoformat() or day in _days_of_year(holiday.get("rrule", ""), day.year):
                return str(holiday["name"])
        return None

    def is_open(self, day: date, taught: Collection[date]) -> bool:
        """Whether it is open on this day; `taught`: days with a course."""
        opening = self.opening(day)
        return opening is not None and self.holiday(day) is None and (not opening.is_only_for_courses or day in taught)

    def next_open(self, after: date, taught: Collection[date]) -> date | None:
        """The first day after this one on which it is open; `taught`: days with a course."""
        days = (after + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD + 1))
        return next((day for day in days if self.is_open(day, taught)), None)


class Lending(Base):
    """Something that a centre lends or does: a room, computers, a printer, product photos."""

    __tablename__ = "lending"

    id: Mapped[Id]
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    capacity: Mapped[int | None]
    """People, or pieces of the kind."""
    units: Mapped[int] = mapped_column(default=1)
    slot_minutes: Mapped[int] = mapped_column(default=30)
    max_minutes: Mapped[int | None]
    fee_text: Mapped[str] = mapped_column(default="")
    equipment: Mapped[list[str]] = mapped_column(default=list)
    rules: Mapped[str] = mapped_column(default="")
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    centre: Mapped[Centre] = relationship(back_populates="lends")


@lru_cache(maxsize=512)
def _days_of_year(rule: str, year: int) -> frozenset[date]:
    """The days of a year that a yearly rule names."""
    if not rule:
        return frozenset()
    first, last = datetime(year, 1, 1), datetime(year, 12, 31)  # noqa: DTZ001 (days, no moments)
    return frozenset(moment.date() for moment in rrulestr(rule, dtstart=first).between(first, last, inc=True))


def by_slug(db: Session, slug: str) -> Centre | None:
    """The centre with this name in an address."""
    return db.scalar(select(Centre).where(Centre.slug == slug))


def named_in(db: Session, text: str) -> Centre | None:
    """The centre that a sentence names by its name, another name, or its tambon; the longest name wins."""
    spoken = func.unnest(Centre.aliases).column_valued("spoken")
    length = (
        select(func.max(func.length(spoken))).where(func.strpos(text, spoken) > 0).correlate(Centre).scalar_subquery()
    )
    is_tambon = (Village.tambon != "") & (func.strpos(text, Village.tambon) > 0)
    is_named = func.strpos(text, Centre.name) > 0
    return db.scalars(
        select(Centre)
        .join(Village, Village.id == Centre.village_id)
        .where(or_(is_named, length.is_not(None), is_tambon))
        .order_by(is_named.desc(), length.desc().nulls_last(), Centre.id)
        .limit(1)
    ).first()


def near(db: Session, village: Village | None, limit: int = 10) -> Sequence[Centre]:
    """Centres, those of the village first, then of its tambon, amphoe and province."""
    rows = select(Centre).join(Village, Village.id == Centre.village_id)
    if village is not None:
        rows = rows.order_by(*closeness(village))
    return db.scalars(rows.order_by(Centre.name, Centre.id).limit(limit)).all()


def is_of(centre: Centre, village: Village) -> bool:
    """Whether a centre is the one of this village: in it, or in its tambon."""
    of = centre.village
    is_same_tambon = (of.tambon, of.amphoe, of.province) == (village.tambon, village.amphoe, village.province)
    return of.id == village.id or (bool(of.tambon) and is_same_tambon)


def closeness(village: Village) -> tuple[ColumnElement[bool], ...]:
    """Orders rows that are joined with a centre's village: the nearest by administrative area first."""
    is_province = Village.province == village.province
    is_amphoe = is_province & (Village.amphoe == village.amphoe)
    is_tambon = is_amphoe & (Village.tambon == village.tambon)
    return ((Village.id == village.id).desc(), is_tambon.desc(), is_amphoe.desc(), is_province.desc())
