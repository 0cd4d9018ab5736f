"""Days and times as villagers of the four regions, headmen, teenagers and teachers say them (the table is when.tsv)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.entities.when import when, when_in
from intents.thai.normalise import normalise
from tests.understanding.table import rows

FRIDAY = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
KEYS = {"d": "date", "t": "time", "ed": "end_date", "et": "end_time", "r": "rrule"}
PIECES = st.sampled_from(
    [
        "วันที่",
        "15",
        "เสาร์",
        "อาทิตย์",
        "หน้า",
        "นี้",
        "ทุก",
        "เว้น",
        "6",
        "โมง",
        "เช้า",
        "เย็น",
        "ถึง",
        "-",
        "/",
        "ธ.ค.",
        "69",
        "พ.ย.",
        "ขึ้น",
        "ค่ำ",
        "เดือน",
        "สิ้น",
        "ต้น",
        "ภายใน",
        "ก่อน",
        "อีก",
        "ครึ่ง",
        "ชั่วโมง",
        "บ่าย",
        "สอง",
        "ทุ่ม",
        ".",
        ":",
        "น.",
    ]
)


def said(says: str) -> dict[str, str | bool]:
    """ "d=2025-11-22 t=09:00" as the command prints it."""
    found: dict[str, str | bool] = {}
    for part in says.split():
        key, _, value = part.partition("=")
        if key == "text":
            found["text_only"] = True
        elif key == "ambiguous":
            found["ambiguous"] = True
        elif key != "-":
            found[KEYS[key]] = value
    return found


@pytest.mark.parametrize(("sentence", "says"), list(rows("when.tsv")))
def test_days_and_times(sentence: str, says: str) -> None:
    assert when(sentence, now=FRIDAY).as_json() == said(says)


@pytest.mark.parametrize(
    ("now", "sentence", "says"),
    [
        ("2025-12-31T23:30", "พรุ่งนี้", "d=2026-01-01"),
        ("2025-11-22T08:00", "เสาร์นี้", "d=2025-11-22"),
        ("2025-11-22T08:00", "วันเสาร์", "d=2025-11-29"),
        ("2025-11-22T08:00", "เสาร์หน้า", "d=2025-11-29"),
        ("2025-11-23T08:00", "เสาร์นี้", "d=2025-11-29"),
        ("2025-11-23T08:00", "จันทร์หน้า", "d=2025-11-24"),
        ("2025-11-24T08:00", "จันทร์หน้า", "d=2025-12-01"),
        ("2025-11-15T08:00", "วันที่ 15", "d=2025-11-15"),
        ("2025-11-30T08:00", "สิ้นเดือน", "d=2025-11-30"),
        ("2026-01-31T08:00", "วันที่ 30", "d=2026-03-30"),
        ("2026-01-31T08:00", "อีก 1 เดือน", "d=2026-02-28"),
        ("2025-11-29T08:00", "28 พ.ย. - 2 ธ.ค.", "d=2025-11-28 ed=2025-12-02"),
        ("2025-11-21T23:30", "อีก 1 ชั่วโมง", "d=2025-11-22 t=00:30"),
    ],
)
def test_days_are_counted_from_now(now: str, sentence: str, says: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Asia/Bangkok"))
    assert when(sentence, now=moment).as_json() == said(says)


def test_two_readings_are_offered_in_words_that_are_clear() -> None:
    for sentence in ("6 โมง", "อาทิตย์หน้า", "วันศุกร์ที่ 22 พ.ย."):
        options = when(sentence, now=FRIDAY).options
        assert len(options) == 2
        answers = [when(option, now=FRIDAY).as_json() for option in options]
        assert all("ambiguous" not in answer for answer in answers)
        assert answers[0] != answers[1]


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    when(text, now=FRIDAY)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_pieces_of_dates_are_read_and_spans_lie_in_the_text(text: str) -> None:
    clean = normalise(text)
    found = when_in(clean, FRIDAY)
    for span in (found.date_span, found.time_span, *found.spans):
        assert span is None or 0 <= span[0] < span[1] <= len(clean)
    if found.date and found.end_date:
        assert found.date <= found.end_date
