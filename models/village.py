"""A village or town community: where people belong, and what a notice reaches."""

import math
import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz, process
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id

SHORTEST_NAME = 4
"""Letters of a name without บ้าน that is looked for in a sentence: shorter ones are words like any other."""
ALIKE = 80
"""rapidfuzz ratio, 0..100, from which two names of villages are nearly the same."""


class Village(Base):
    """One village. `join_code` is told to its people by the headman and never stands on a public page."""

    __tablename__ = "village"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    village_no: Mapped[str | None]
    """Arabic digits; none for a town's community."""
    tambon: Mapped[str]
    amphoe: Mapped[str]
    province: Mapped[str]
    join_code: Mapped[str] = mapped_column(unique=True)
    about: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    @property
    def address(self) -> str:
        """`ม.9 ต.ท่าแสงทอง อ.ตรอน จ.อุตรดิตถ์`."""
        parts = (("ม.", self.village_no), ("ต.", self.tambon), ("อ.", self.amphoe), ("จ.", self.province))
        return " ".join(f"{short}{name}" for short, name in parts if name)


def fold_code(written: str) -> str:
    """A code as people type it → as it is compared: capitals and digits only; Thai digits are digits."""
    letters = (str(unicodedata.digit(c, c)) for c in unicodedata.normalize("NFKC", written).upper())
    return "".join(c for c in letters if c.isascii() and c.isalnum())


def by_join_code(db: Session, written: str) -> Village | None:
    """The village whose join code this is, written with or without dash, in any case."""
    code = fold_code(written)
    if not code:
        return None
    return db.scalar(select(Village).where(func.replace(Village.join_code, "-", "") == code))


def by_slug(db: Session, slug: str) -> Village | None:
    """The village with this name in an address."""
    return db.scalar(select(Village).where(Village.slug == slug))


def named_in(db: Session, text: str) -> list[Village]:
    """The villages that a text names, with or without บ้าน; of two names of which one holds the other, the longer."""
    bare = func.regexp_replace(Village.name, "^(บ้าน|ชุมชน)", "")
    is_sure = or_(func.length(bare) >= SHORTEST_NAME, func.strpos(text, Village.name) > 0)
    named = select(Village).where(func.strpos(text, bare) > 0, is_sure).limit(200)
    found = [(village, village.name.removeprefix("บ้าน").removeprefix("ชุมชน")) for village in db.scalars(named)]
    return [v for v, name in found if not any(name != other and name in other for _, other in found)]


def places_in(db: Session, text: str) -> dict[str, str]:
    """The tambon, amphoe or province that a text is about though it does not say which it is: "แถวโพธิ์ตาก",
    "โพธิ์ตากมีอะไรขาย".

    `{"amphoe": "โพธิ์ตาก"}`; of several levels with the same name the widest. Empty without one.
    """
    for level in ("province", "amphoe", "tambon"):
        column = getattr(Village, level)
        found = db.scalars(select(column).where(func.strpos(text, column) > 0).distinct())
        for name in sorted(filter(None, found), key=len, reverse=True):
            said = re.escape(name)
            if re.search(rf"(?:แถว|ใน|ที่|ของ|จาก|เมือง|อยู่)\s?ๆ?\s?{said}|^{said}\s?(?:มี|ขาย)", text):
                return {level: name}
    return {}


def called(db: Session, text: str, place: str, places: Mapping[str, str], limit: int) -> list[Village]:
    """The villages that somebody can mean who says where they live, the surest alone, at most `limit`.

    `place`: the name by itself, when it was read out of the text; `places`: village_no, tambon, amphoe, province.
    A name goes before a number; of several, those that lie where the rest says; a name with a letter wrong is found.
    """
    named = named_in(db, text) or _alike(db, place or text)
    fitting = [v for v in named if all(getattr(v, level) == name for level, name in places.items())]
    if named:
        return (fitting or named)[:limit]
    if place or not places.keys() & {"village_no", "tambon"}:
        return []
    rows = select(Village).where(*(getattr(Village, level) == name for level, name in places.items()))
    return list(db.scalars(rows.order_by(Village.tambon, Village.village_no, Village.name).limit(limit)))


def _alike(db: Session, written: str) -> list[Village]:
    """Villages whose name is nearly what was written."""
    sought = _sounding(written)
    if len(sought) < SHORTEST_NAME:
        return []
    names = {row.id: _sounding(row.name) for row in db.execute(select(Village.id, Village.name).limit(20_000))}
    found = process.extract(sought, names, scorer=fuzz.ratio, limit=3, score_cutoff=ALIKE)
    return [db.get_one(Village, key) for _, _, key in found]


def _sounding(name: str) -> str:
    """Without บ้าน, spaces and tone marks."""
    bare = re.sub(r"^\s*(?:อยู่|หมู่)?\s*(?:บ้าน|ชุมชน)", "", unicodedata.normalize("NFKC", name))
    return re.sub(r"[\s่้๊๋์็]", "", bare)


def nearest(db: Session, point: tuple[float, float], within_km: float, limit: int) -> list[Village]:
    """The villages around a point (latitude, longitude in degrees), the nearest first."""
    lat, lng = point
    # A degree of latitude is 111 km everywhere; within a box the few that are left are ordered by a flat earth.
    reach, east = within_km / 111, within_km / (111 * max(0.1, math.cos(math.radians(lat))))
    box = (Village.lat.between(lat - reach, lat + reach), Village.lng.between(lng - east, lng + east))
    away = (Village.lat - lat) * (Village.lat - lat) + (Village.lng - lng) * (Village.lng - lng)
    return list(db.scalars(select(Village).where(*box).order_by(away).limit(limit)))
