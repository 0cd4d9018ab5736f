"""The demonstration's centres in full, their courses and who is enrolled: courses.json, with days moved by weeks."""

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.centre import Centre, Lending
from models.course import Course
from models.course_session import CourseSession, coming
from models.enrolment import Enrolment, EnrolmentState, Wanted, release, take
from models.person import Person
from models.recurrence import first_start, is_series
from models.search import search_terms
from models.timetable import reschedule

Facts = dict[str, Any]


@cache
def facts() -> dict[str, list[Facts]]:
    """The lists of courses.json."""
    raw = json.loads(Path(__file__).with_name("courses.json").read_text(encoding="utf-8"))
    return {name: raw[name] for name in ("centres", "courses", "enrolments")}


def load(db: Session, now: datetime, shift: timedelta) -> int:
    """Adds what is missing, in the caller's transaction, after villages, centres and persons; how many rows.

    `shift` is whole weeks, so that weekdays and rules stay true. A course that was all over begins anew.
    """
    for fact in facts()["centres"]:
        _furnish(db, fact, shift)
    made = sum(_course(db, fact, now, shift) for fact in facts()["courses"])
    if made:
        made += sum(_enrol(db, fact, now) for fact in facts()["enrolments"])
    return made


def remove(db: Session, now: datetime) -> int:
    """Takes the courses out; those that others added to a demonstration centre go with the centre. How many rows."""
    persons = select(Person.id).where(Person.demo_id.is_not(None))
    release(
        db, list(db.scalars(select(Enrolment).where(Enrolment.person_id.in_(persons)))), EnrolmentState.CANCELLED, now
    )
    gone = db.execute(delete(Course).where(Course.demo_id.is_not(None)).returning(Course.id)).all()
    db.expire_all()
    return len(gone)


def _furnish(db: Session, fact: Facts, shift: timedelta) -> None:
    """Gives a centre its hours and what it lends, once; what staff changed later stays."""
    centre = db.get(Centre, fact["id"])
    if centre is None or centre.hours:
        return
    for name in (
        "slug",
        "aliases",
        "host",
        "landmark",
        "lat",
        "lng",
        "accessibility",
        "wifi",
        "parking",
        "hours",
        "lunch",
    ):
        setattr(centre, name, fact[name])
    closures = [
        {"date": (datetime.fromisoformat(c["date"]) + shift).date().isoformat(), "name": c["name"]}
        for c in fact["closures"]
    ]
    centre.holidays = [*fact["holidays"], *closures]
    for lent in fact["lends"]:
        rest = {name: value for name, value in lent.items() if name != "id"}
        db.add(Lending(centre_id=centre.id, demo_id=lent["id"], **rest))
    db.flush()


def _course(db: Session, fact: Facts, now: datetime, shift: timedelta) -> int:
    starts_at = first_start(datetime.fromisoformat(fact["starts_at"]) + shift, fact["rrule"])
    course = db.scalar(select(Course).where(Course.demo_id == fact["id"]))
    if course is not None:
        if starts_at > course.starts_at and not course.is_cancelled and not coming(db, course, now):
            course.starts_at, course.updated_at = starts_at, now
            reschedule(db, course, now)
        return 0
    centre = db.get(Centre, fact["centre_id"])
    if centre is None:
        return 0
    rest = {name: value for name, value in fact.items() if name not in ("id", "centre_id", "starts_at")}
    course = Course(
        demo_id=fact["id"], code=fact["id"], centre=centre, starts_at=starts_at, is_series=is_series(fact["rrule"]),
        updated_at=now, search_terms=search_terms(fact["title"], fact["topic"], *fact["aliases"]), exdates=[], **rest,
    )  # fmt: skip
    db.add(course)
    db.flush()
    reschedule(db, course, now)
    return 1


def _enrol(db: Session, fact: Facts, now: datetime) -> int:
    """An enrolment in what is still to come; of a course that has begun, in the rest of it."""
    course = db.scalar(select(Course).where(Course.demo_id == fact["course"]))
    person = db.scalar(select(Person).where(Person.demo_id == fact["person"]))
    there = db.scalar(select(Enrolment.id).where(Enrolment.demo_id == fact["id"]).limit(1))
    if course is None or person is None or there is not None:
        return 0
    sessions: list[CourseSession] = coming(db, course, now)
    if not course.is_series:
        sessions = sessions[:1]
    if not sessions:
        return 0
    held = take(db, sessions, Wanted(person.id, fact["pupil"], demo_id=fact["id"]), now)
    enrolments = getattr(held, "enrolments", ())
    if fact["is_cancelled"]:
        release(db, enrolments, EnrolmentState.CANCELLED, now)
    return 1 if enrolments else 0
