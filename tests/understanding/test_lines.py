"""The readers at the door that people use: a line in, one JSON line out."""

import json

from click.testing import CliRunner

from intents.__main__ import main


def answers(command: list[str], lines: str) -> list[dict[str, object]]:
    """What a command prints for some lines of stdin."""
    result = CliRunner().invoke(main, command, input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_each_line_is_answered_an_empty_one_with_nothing() -> None:
    said = answers(["when", "--now", "2025-11-21T09:00:00+07:00"], "พรุ่งนี้ 8 โมง\n\nวันเพ็ญเดือน 12 สองทุ่ม\n")
    assert said == [{"date": "2025-11-22", "time": "08:00"}, {}, {"time": "20:00", "text_only": True}]


def test_now_is_read_in_bangkok() -> None:
    late_in_utc = answers(["when", "--now", "2025-11-21T20:00:00+00:00"], "วันนี้\n")
    assert late_in_utc == [{"date": "2025-11-22"}]


def test_amounts_are_printed_with_thai_as_it_is() -> None:
    result = CliRunner().invoke(main, ["amounts"], input="โลละ 280 มี 10 โล\n")
    assert result.output == '{"price": 280, "unit": "โล", "quantity": 10}\n'


def test_a_moment_that_is_none_is_refused_with_a_sentence() -> None:
    result = CliRunner().invoke(main, ["when", "--now", "soon"], input="x\n")
    assert result.exit_code == 2
    assert "ISO 8601" in result.output
