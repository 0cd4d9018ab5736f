"""Courses as a sheet: what staff fill in in a spreadsheet, read with errors by line, written back the same."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.capability import Notice
from handlers.dates import BUDDHIST_ERA
from handlers.rescheduling import tell
from models.centre import Centre
from models.course import Course, by_code
from models.enrolment import most_taken
from models.recurrence import BANGKOK, UnusableRule, is_series
from models.search import search_terms
from models.timetable import plan, reschedule

Cell = str | int | bool | list[str] | datetime | list[datetime] | None
BUDDHIST_YEARS = 2400
"""Years from here on are Buddhist."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_MOMENT = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))[ T]+(\d{1,2})[:.](\d{2})(?: *น\.?)?")
_YES = ("ใช่", "yes", "y", "1", "true", "x", "✓")
_NO = ("", "ไม่", "ไม่ใช่", "no", "n", "0", "false")


class BadCell(ValueError):
    """A cell that cannot be read; the message says what it should hold, in Thai."""


def _text(cell: str) -> str:
    return cell


def _number(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal() or len(cell) > 6:
        raise BadCell("ต้องเป็นตัวเลข")
    return int(cell)


def _yes(cell: str) -> bool:
    if cell.lower() not in (*_YES, *_NO):
        raise BadCell("ต้องเป็น ใช่ หรือ ไม่")
    return cell.lower() in _YES


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _moment(cell: str) -> datetime:
    """`2026-12-05 09:00`, `5/12/2569 09.00`: Bangkok time, Buddhist years too."""
    match = _MOMENT.fullmatch(cell)
    if match is None:
        raise BadCell("ต้องเป็นวันและเวลา เช่น 2569-12-05 09:00 หรือ 5/12/2569 09:00")
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    gregorian = int(year) - BUDDHIST_ERA if int(year) >= BUDDHIST_YEARS else int(year)
    try:
        return datetime(gregorian, int(month), int(day), int(match[7]), int(match[8]), tzinfo=BANGKOK)
    except ValueError:
        raise BadCell("ไม่มีวันหรือเวลานี้") from None


def _moments(cell: str) -> list[datetime]:
    return [_moment(part) for part in _list(cell)]


@dataclass(frozen=True)
class Column:
    """One column: how it is called, the field it fills, how its cells are read."""

    name: str
    thai: str
    field: str
    read: Callable[[str], Cell]
    is_required: bool = False


COLUMNS = (
    Column("id", "รหัส", "code", _text, is_required=True),
    Column("centre", "ศูนย์", "centre_id", _text, is_required=True),
    Column("title", "ชื่อคอร์ส", "title", _text, is_required=True),
    Column("start", "เริ่ม", "starts_at", _moment, is_required=True),
    Column("minutes", "นาที", "duration_minutes", _number, is_required=True),
    Column("seats", "ที่นั่ง", "seats", _number, is_required=True),
    Column("rrule", "ซ้ำ", "rrule", _text),
    Column("exdates", "งด", "exdates", _moments),
    Column("series", "ลงทั้งคอร์ส", "is_series", _text),
    Column("taken_elsewhere", "รับนอกระบบแล้ว", "taken_elsewhere", _number),
    Column("closes_hours", "ปิดรับก่อนกี่ชั่วโมง", "closes_hours_before", _number),
    Column("topic", "หัวข้อ", "topic", _text),
    Column("aliases", "ชื่อที่คนเรียก", "aliases", _list),
    Column("audience", "สำหรับ", "audience", _list),
    Column("age_min", "อายุตั้งแต่", "age_min", _number),
    Column("age_max", "อายุไม่เกิน", "age_max", _number),
    Column("guardian_under", "ผู้ปกครองลงให้ถ้าอายุต่ำกว่า", "guardian_under", _number),
    Column("fee", "ค่าเรียน", "fee", _number),
    Column("fee_text", "ค่าเรียนเป็นคำ", "fee_text", _text),
    Column("venue", "สถานที่", "venue", _text),
    Column("outreach", "นอกศูนย์", "is_outreach", _yes),
    Column("bring", "ของที่เอามา", "bring", _list),
    Column("certificate", "มีใบรับรอง", "has_certificate", _yes),
    Column("description", "รายละเอียด", "description", _text),
    Column("cancelled", "ยกเลิกคอร์ส", "is_cancelled", _yes),
)
_ZERO = ("fee", "taken_elsewhere", "closes_hours_before")


@dataclass(frozen=True)
class Imported:
    """What a sheet came to."""

    errors: tuple[str, ...] = ()
    """`บรรทัด 3: ที่นั่ง: ต้องเป็นตัวเลข`; with any of them nothing is kept."""
    made: int = 0
    changed: int = 0
    same: int = 0
    notices: tuple[Notice, ...] = ()
    """For people whose session was moved or called off."""


def read_sheet(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """(line, column → cell) of a CSV: UTF-8 with or without mark, else the Thai of older spreadsheets (CP874).

    Raises BadCell when the first line names no known columns, or a required one is missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874", errors="replace")
    rows = csv.reader(io.StringIO(text.replace("\0", "")))
    known = {word: column.name for column in COLUMNS for word in (column.name, column.thai)}
    header = [known.get(cell.strip().lower(), "") for cell in next(rows, [])]
    missing = [f"{c.thai} ({c.name})" for c in COLUMNS if c.is_required and c.name not in header]
    if missing:
        raise BadCell(f"บรรทัดแรกต้องมีคอลัมน์ {', '.join(missing)}")
    found = []
    for row in rows:
        cells = {name: _unescaped(cell.strip()) for name, cell in zip(header, row, strict=False) if name}
        if any(cells.values()):
            found.append((rows.line_num, cells))
    return found


def import_sheet(db: Session, data: bytes, now: datetime) -> Imported:
    """Makes the courses of a sheet, or changes those of the same id, in the caller's transaction.

    Columns that the sheet has not stay as they are. The caller takes everything back when there are errors.
    """
    try:
        rows = read_sheet(data)
    except BadCell as problem:
        return Imported((str(problem),))
    errors: list[str] = []
    notices: list[Notice] = []
    counts = {"made": 0, "changed": 0, "same": 0}
    seen: set[str] = set()
    for line, cells in rows:
        try:
            if cells.get("id", "") in seen:
                raise BadCell(f"รหัส: {cells['id']} มีแล้วในบรรทัดก่อน")
            seen.add(cells.get("id", ""))
            what, told = _import_row(db, cells, now)
            counts[what] += 1
            notices += told
        except (BadCell, UnusableRule) as problem:
            errors += [f"บรรทัด {line}: {each}" for each in problem.args]
    return Imported(tuple(errors), counts["made"], counts["changed"], counts["same"], tuple(notices))


def _import_row(db: Session, cells: dict[str, str], now: datetime) -> tuple[str, Iterable[Notice]]:
    problems: list[str] = []
    fields = _fields(cells, problems)
    code = str(fields.get("code", ""))
    if code and not _ID.fullmatch(code):
        problems.append("รหัส: ใช้ตัวอังกฤษ ตัวเลข - และ _ เท่านั้น")
    centre = db.get(Centre, str(fields.get("centre_id", "")))
    if centre is None and "centre_id" in fields:
        problems.append(f"ศูนย์: ไม่มีศูนย์รหัส {fields['centre_id']}")
    if problems or centre is None:
        raise BadCell(*problems)
    course = by_code(db, code)
    if course is not None and course.centre_id != centre.id:
        raise BadCell(f"รหัส: {code} เป็นของศูนย์ {course.centre_id} อยู่แล้ว")
    is_new = course is None
    if course is None:
        course = Course(centre=centre, updated_at=now, search_terms=[], exdates=[], rrule="", aliases=[], audience=[])
        for name in _ZERO:
            setattr(course, name, 0)
    with db.no_autoflush:
        is_changed = _fill(course, fields)
        _check(db, course, now, is_new=is_new)
    if not is_changed:
        return "same", ()
    course.updated_at, course.search_terms = now, search_terms(*course.names())
    db.add(course)
    db.flush()
    return ("made" if is_new else "changed"), tell(db, reschedule(db, course, now), now)


def _fields(cells: dict[str, str], problems: list[str]) -> dict[str, Cell]:
    """Field → value of the cells of one line; what is wrong with the others is added to `problems`."""
    fields: dict[str, Cell] = {}
    for column in COLUMNS:
        cell = cells.get(column.name)
        if column.is_required and not cell:
            problems.append(f"{column.thai}: ต้องใส่")
            continue
        if cell is None:
            continue
        try:
            value = column.read(cell)
        except BadCell as problem:
            problems.append(f"{column.thai}: {problem}")
            continue
        fields[column.field] = 0 if value is None and column.field in _ZERO else value
    return fields


def _fill(course: Course, fields: dict[str, Cell]) -> bool:
    """Puts the fields into the course; whether anything is another than before."""
    rule = str(fields.get("rrule", course.rrule) or "")
    wish = str(fields.pop("is_series", "") or "")
    fields["rrule"] = rule.removeprefix("RRULE:")
    if wish:
        fields["is_series"] = _yes(wish)
    elif course.is_series is None or rule != course.rrule:
        fields["is_series"] = is_series(rule)
    changed = False
    for name, value in fields.items():
        if name != "centre_id" and getattr(course, name) != value:
            setattr(course, name, value)
            changed = True
    return changed


def _check(db: Session, course: Course, now: datetime, *, is_new: bool) -> None:
    """What no single cell tells. Raises BadCell or UnusableRule."""
    if not 10 <= course.duration_minutes <= 24 * 60:
        raise BadCell("นาที: ต้องอยู่ระหว่าง 10 ถึง 1440")
    if course.age_min is not None and course.age_max is not None and course.age_min > course.age_max:
        raise BadCell("อายุไม่เกิน: ต้องไม่น้อยกว่าอายุตั้งแต่")
    taken = 0 if is_new else most_taken(db, course, now)
    if taken + course.taken_elsewhere > course.seats:
        raise BadCell(f"ที่นั่ง: มีคนลงชื่อแล้ว {taken} คน นอกระบบ {course.taken_elsewhere} คน ที่นั่งน้อยกว่านั้นไม่ได้")
    plan(course, now)


# --- writing ----------------------------------------------------------------------------------------------------------


def export_sheet(db: Session, centre_id: str | None) -> str:
    """Every course, or those of one centre, as a sheet that `import_sheet` takes back unchanged."""
    rows = select(Course).order_by(Course.centre_id, Course.starts_at, Course.code)
    if centre_id is not None:
        rows = rows.where(Course.centre_id == centre_id)
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow([column.thai for column in COLUMNS])
    for course in db.scalars(rows):
        sheet.writerow([_escaped(_written(getattr(course, column.field))) for column in COLUMNS])
    return written.getvalue()


def _written(value: Cell) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่"
    if isinstance(value, datetime):
        return value.astimezone(BANGKOK).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return " | ".join(_written(part) for part in value)
    return "" if value is None else str(value)


def _escaped(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets a mark before it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
