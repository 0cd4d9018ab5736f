"""`python -m intents when`: days and times of each line."""

from collections.abc import Mapping
from datetime import datetime

import click

from intents.commands.lines import Clock, answer_lines, now_option
from intents.entities.when import when


@click.command("when")
@now_option
@click.pass_obj
def COMMAND(clock: Clock, now: datetime | None) -> None:  # noqa: N802 - the name by which it is found
    """Days and times: {"date","time","end_date","end_time","rrule","text_only","ambiguous"}, keys that apply."""

    def answer(text: str) -> Mapping[str, object]:
        return when(text, now=now or clock.now()).as_json()

    answer_lines(answer)
