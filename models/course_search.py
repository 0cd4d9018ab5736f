"""Finding courses: by day, topic, audience, age, centre; the everyday names that a sentence calls them by."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import Select, any_, extract, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, distinct_on
from sqlalchemy.orm import Session, contains_eager

from models.centre import Centre, closeness
from models.course import Course
from models.course_session import CourseSession, SessionState
from models.recurrence import BANGKOK
from models.search import fold, grams
from models.village import Village

SHORTEST_NAME = 4
"""Letters of a course's name that is looked for inside a sentence."""
ENOUGH_SHARED = 0.6
"""Share of the sought grams that a course has which does not contain the words themselves."""


@dataclass(frozen=True)
class Search:
    """What somebody wants to learn: days are Bangkok days, both included; empty parts ask for nothing."""

    first: date | None = None
    last: date | None = None
    topic: str = ""
    audience: str = ""
    centre_id: str = ""
    excluded: Collection[int] = field(default=())
    """Courses that are not meant."""
    other_than: str = ""
    """Id of a centre that is not meant."""
    hours: tuple[int, int] | None = None
    """Bangkok hours between which a session begins, the second not included."""
    is_on_weekdays: bool = False
    """Monday to Friday only."""
    age: int | None = None
    """Of the pupil, in years."""
    with_certificate: bool = False


def find(db: Session, search: Search, now: datetime, village: Village | None) -> list[CourseSession]:
    """The soonest fitting session of each fitting course, the village's nearest centres first, then by time.

    Sessions that have begun or were called off are not among them; full and closed ones are.
    """
    wanted = _fitting(db, search, now)
    if wanted is None:
        return []
    first = (
        wanted.with_only_columns(CourseSession.id)
        .order_by(CourseSession.course_id, CourseSession.starts_at)
        .ext(distinct_on(CourseSession.course_id))
    )
    rows = (
        select(CourseSession)
        .join(CourseSession.course)
        .join(Course.centre)
        .join(Village, Village.id == Centre.village_id)
        .options(contains_eager(CourseSession.course).contains_eager(Course.centre).contains_eager(Centre.village))
        .where(CourseSession.id.in_(first))
    )
    if village is not None:
        rows = rows.order_by(*closeness(village))
    return list(db.scalars(rows.order_by(CourseSession.starts_at, CourseSession.id).limit(100)))


def _fitting(db: Session, search: Search, now: datetime) -> Select[CourseSession] | None:
    """The sessions that fit; None when nothing has such a topic."""
    begin = max(now, datetime.combine(search.first, time.min, BANGKOK)) if search.first else now
    rows = (
        select(CourseSession)
        .join(Course, Course.id == CourseSession.course_id)
        .where(CourseSession.state == SessionState.OPEN, CourseSession.starts_at > begin)
    )
    if search.last:
        rows = rows.where(CourseSession.starts_at < datetime.combine(search.last, time.max, BANGKOK))
    if search.centre_id:
        rows = rows.where(Course.centre_id == search.centre_id)
    if search.audience:
        rows = rows.where(literal(search.audience, TEXT) == any_(Course.audience))
    if search.other_than:
        rows = rows.where(Course.centre_id != search.other_than)
    if search.hours:
        begins = extract("hour", func.timezone(BANGKOK.key, CourseSession.starts_at))
        rows = rows.where(begins >= search.hours[0], begins < search.hours[1])
    if search.is_on_weekdays:
        rows = rows.where(extract("isodow", func.timezone(BANGKOK.key, CourseSession.starts_at)) < 6)
    if search.age is not None:
        rows = rows.where(
            or_(Course.age_min.is_(None), Course.age_min <= search.age),
            or_(Course.age_max.is_(None), Course.age_max >= search.age),
        )
    if search.with_certificate:
        rows = rows.where(Course.has_certificate)
    if search.excluded:
        rows = rows.where(Course.id.not_in(search.excluded))
    if search.topic:
        topical = about(db, search.topic)
        if not topical:
            return None
        rows = rows.where(Course.id.in_(topical))
    return rows


def about(db: Session, topic: str) -> list[int]:
    """Ids of the courses that are called so in any of their names; else of those that sound like it."""
    wanted, sought = grams(topic), fold(topic)
    if not wanted:
        return []
    array = literal(wanted, ARRAY(TEXT))
    rows = select(Course.id, Course.title, Course.topic, Course.aliases).where(Course.search_terms.op("&&")(array))
    named: list[int] = []
    alike: list[tuple[float, int]] = []
    for row in db.execute(rows.limit(5000)):
        names = [fold(name) for name in (row.title, row.topic, *row.aliases) if name]
        if any(sought in name or (len(name) > 5 and name in sought) for name in names):
            named.append(row.id)
            continue
        shared = max(len(set(wanted) & set(grams(name))) for name in names)
        if shared >= max(2, math.ceil(len(wanted) * ENOUGH_SHARED)):
            alike.append((-shared, row.id))
    return named or [course_id for _, course_id in sorted(alike)[:50]]


def topic_in(db: Session, text: str) -> str:
    """The longest name of a course that stands in a sentence; empty when it names none."""
    said, wanted = fold(text), grams(text)
    if not wanted:
        return ""
    array = literal(wanted, ARRAY(TEXT))
    rows = select(Course.title, Course.topic, Course.aliases).where(Course.search_terms.op("&&")(array)).limit(5000)
    names = (name for row in db.execute(rows) for name in (row.title, row.topic, *row.aliases))
    named = [name for name in names if len(fold(name)) >= SHORTEST_NAME and fold(name) in said]
    return max(named, key=len, default="")
