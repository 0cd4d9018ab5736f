"""A village or town community: where people belong, and what a notice reaches."""

import re
import unicodedata

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id

SHORTEST_NAME = 4
"""Letters of a name without บ้าน that is looked for in a sentence: shorter ones are words like any other."""


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
    named = select(Village).where(func.strpos(text, bare) > 0, func.length(bare) >= SHORTEST_NAME).limit(200)
    found = [(village, village.name.removeprefix("บ้าน").removeprefix("ชุมชน")) for village in db.scalars(named)]
    return [v for v, name in found if not any(name != other and name in other for _, other in found)]


def places_in(db: Session, text: str) -> dict[str, str]:
    """The tambon, amphoe or province that a text is about though it does not say which it is: "แถวโพธิ์ตาก".

    `{"amphoe": "โพธิ์ตาก"}`; of several levels with the same name the widest. Empty without one.
    """
    for level in ("province", "amphoe", "tambon"):
        column = getattr(Village, level)
        found = db.scalars(select(column).where(func.strpos(text, column) > 0).distinct())
        for name in sorted(filter(None, found), key=len, reverse=True):
            if re.search(rf"(?:แถว|ใน|ที่|ของ|จาก|เมือง|อยู่)\s?ๆ?\s?{re.escape(name)}", text):
                return {level: name}
    return {}
