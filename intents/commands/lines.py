"""What the commands share: the option --now, and lines of stdin answered by lines of JSON."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True)
class Clock:
    """Passed to every command as `click.pass_obj`."""

    now: Callable[[], datetime]


class Moment(click.ParamType[datetime]):
    """An ISO 8601 moment; without an offset it is Bangkok time."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Reads the moment or fails with a sentence."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not an ISO 8601 moment such as 2025-11-21T09:00:00+07:00", param, ctx)
        return moment.replace(tzinfo=BANGKOK) if moment.tzinfo is None else moment.astimezone(BANGKOK)


now_option = click.option(
    "--now", type=Moment(), help="The moment of writing, ISO 8601; Bangkok time without an offset. Default: the clock."
)


def answer_lines(answer: Callable[[str], Mapping[str, object]]) -> None:
    """Answers each line of stdin with one line of JSON in UTF-8, at once; an empty line with {}."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    _answer(sys.stdin, answer)


def _answer(lines: TextIO, answer: Callable[[str], Mapping[str, object]]) -> None:
    for line in lines:
        text = line.rstrip("\r\n")
        found = answer(text) if text.strip() else {}
        click.echo(json.dumps(found, ensure_ascii=False))
        sys.stdout.flush()
