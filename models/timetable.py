"""The sessions that a course's rule gives: rows for a year ahead, moved and called off when the rule changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.course import Course
from models.course_session import CourseSession, SessionState
from models.recurrence import BANGKOK, is_endless, occurrences

HORIZON = timedelta(days=400)
"""How far ahead sessions are rows; topped up before it falls below a year."""
YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Rescheduled:
    """What a changed rule did to sessions that people may be enrolled in."""

    moved: tuple[tuple[CourseSession, datetime], ...] = ()
    """Session and its former start."""
    cancelled: tuple[CourseSession, ...] = ()


def plan(course: Course, now: datetime) -> list[datetime]:
    """The starts that its rule gives up to the horizon, without exceptions and the centre's holidays.

    Raises UnusableRule.
    """
    starts = occurrences(course.starts_at, course.rrule, max(now, course.starts_at) + HORIZON)
    without = {moment.astimezone(BANGKOK) for moment in course.exdates}
    return [start for start in starts if start not in without and course.centre.holiday(start.date()) is None]


def reschedule(db: Session, course: Course, now: datetime) -> Rescheduled:
    """Makes the rows of sessions agree with the course, in the caller's transaction. What has begun stays.

    A start that moved within its day keeps its row and its people; one that is gone is called off.
    """
    wanted = [] if course.is_cancelled else plan(course, now)
    course.expanded_until = max(now, course.starts_at) + HORIZON if is_endless(course.rrule) else None
    rows = list(
        db.scalars(
            select(CourseSession)
            .where(CourseSession.course_id == course.id)
            .order_by(CourseSession.id)
            .with_for_update(of=CourseSession)
        )
    )
    there = {row.start: row for row in rows}
    missing = [start for start in wanted if start not in there]
    moved: list[tuple[CourseSession, datetime]] = []
    cancelled: list[CourseSession] = []
    for row in rows:
        if row.start in wanted or row.starts_at <= now:
            _keep(row, course, now, is_wanted=row.start in wanted)
            continue
        start = next((s for s in missing if s.date() == row.start.date()), None)
        if start is not None:
            missing.remove(start)
            moved.append((row, row.start))
            row.starts_at = start
            row.sequence += 1
            _keep(row, course, now, is_wanted=True)
        elif row.state == SessionState.OPEN:
            row.state, row.updated_at = SessionState.CANCELLED, now
            row.sequence += 1
            cancelled.append(row)
    db.flush()
    for start in missing:
        db.add(_session(course, start, now))
    db.flush()
    return Rescheduled(tuple(moved), tuple(cancelled))


def _keep(row: CourseSession, course: Course, now: datetime, *, is_wanted: bool) -> None:
    """A session that stays, with the seats and length that the course has now."""
    ends_at = row.starts_at + timedelta(minutes=course.duration_minutes)
    if row.starts_at <= now:
        return
    state = SessionState.OPEN if is_wanted else SessionState(row.state)
    new = (ends_at, course.seats, course.taken_elsewhere, state)
    if new != (row.ends_at, row.seats, row.taken_elsewhere, row.state):
        if ends_at != row.ends_at or state != row.state:
            row.sequence += 1
        row.ends_at, row.seats, row.taken_elsewhere, row.state = new
        row.updated_at = now


def _session(course: Course, start: datetime, now: datetime) -> CourseSession:
    return CourseSession(
        course_id=course.id, starts_at=start, ends_at=start + timedelta(minutes=course.duration_minutes),
        seats=course.seats, taken_elsewhere=course.taken_elsewhere, updated_at=now,
    )  # fmt: skip


def to_top_up(db: Session, now: datetime) -> Sequence[int]:
    """Endless courses whose rows reach less than a year ahead."""
    rows = select(Course.id).where(Course.expanded_until < now + YEAR, Course.is_cancelled.is_(False))
    return db.scalars(rows.order_by(Course.expanded_until).limit(200)).all()
