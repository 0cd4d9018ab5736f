"""News of all phones as server-sent events (HTML Standard §9.2): one stream for a page with several phones.

`item` is an item of a history with `person`; `exchange` the summary of a webhook or call; `board` the switches that a
page shows (quota, faults, clock …) whenever one is different. An event's id tells where to go on after a lost line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request

from bot.simulator.api import answer
from bot.simulator.bot_clock import BotClock
from bot.simulator.line import Line
from bot.simulator.wire import JsonObject, compact

HEARTBEAT_SECONDS = 15.0
AT_ONCE = 500


@dataclass
class Position:
    """What a listener has: the number of the newest item and of the newest exchange."""

    item: int
    exchange: int

    def __str__(self) -> str:
        return f"{self.item}-{self.exchange}"

    @staticmethod
    def read(text: str, line: Line) -> Position:
        """From `Last-Event-ID` or `?after=`; anything else begins now."""
        item, _, exchange = text.partition("-")
        return Position(
            int(item) if item.isdecimal() else line.chats.newest(), int(exchange) if exchange.isdecimal() else 0
        )


def add_stream(door: Blueprint, line: Line, bot_clock: BotClock) -> None:
    """`GET stream?after=ITEM-EXCHANGE`, and `newest`, where a page that shows the past may begin."""

    @door.get("/newest")
    def newest() -> Response:
        return answer(200, {"last": line.chats.newest()})

    @door.get("/stream")
    def stream() -> Response:
        position = Position.read(request.headers.get("Last-Event-ID") or request.args.get("after", ""), line)
        flow = _flow(line, bot_clock, position)
        return Response(flow, 200, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def board(line: Line, bot_clock: BotClock) -> JsonObject:
    """The switches as they stand."""
    return {
        "quota": line.state.setting("quota"),
        "used": line.calls.used(),
        "faults": [fault.as_json() for fault in line.faults.on()],
        "settings": line.state.settings(),
        "people": len(line.people.all()),
        "groups": [[group.group_id, group.has_bot, len(group.members)] for group in line.people.groups()],
        "clock": {"offset": bot_clock.offset()},
    }


def _event(kind: str, position: Position, data: JsonObject) -> str:
    return f"event: {kind}\nid: {position}\ndata: {compact(data)}\n\n"


def _flow(line: Line, bot_clock: BotClock, position: Position) -> Iterator[str]:
    yield "retry: 1000\n\n"
    shown: JsonObject = {}
    while True:
        version = line.state.version
        if (now := board(line, bot_clock)) != shown:
            shown = now
            yield _event("board", position, shown)
        yield from _news(line, position)
        yield ": \n\n"  # a browser that has gone is noticed by writing to it
        if not line.state.wait_for_change(version, HEARTBEAT_SECONDS):
            return


def _news(line: Line, position: Position) -> Iterator[str]:
    while fresh := line.chats.news(position.item, AT_ONCE):
        for person, item in fresh:
            number = item["number"]
            position.item = number if isinstance(number, int) else position.item
            yield _event("item", position, {**item, "person": person})
    for exchange in line.exchanges.since(position.exchange):
        position.exchange = exchange.number
        yield _event("exchange", position, exchange.summary())
