"""What one turn costs in CPU of its own process, beside the understanding of the same sentences alone.

    python -m bench.turn [--turns 300]

In one process: the stored event is read, understood, stepped, answered and committed; sending is left out, LINE is not
called. The sentences are those of a seller's and a visitor's day, by several people.
"""

import json
import os
import statistics
import tempfile
import time

import click
from sqlalchemy import text

from bot import clock, outbox, schema, turn
from bot.database import database, door, engine, session
from bot.settings import settings
from bot.webhook import read_events, store
from intents.understand import understand, warm_up

SENTENCES = (
    "สวัสดีค่ะ", "มีอะไรขายบ้าง", "ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล โทร 081-000-1234", "ยกเลิก", "ขอบคุณค่ะ",
    "ขอดูกล้วยตากหน่อย", "ทำอะไรได้บ้าง", "ขอเบอร์คนขายไส้อั่ว",
)  # fmt: skip


def _body(number: int, words: str) -> bytes:
    event = {
        "type": "message", "mode": "active", "timestamp": number, "webhookEventId": f"bench{number:020d}",
        "source": {"type": "user", "userId": f"U{number % 7:032d}"}, "replyToken": f"{number:032d}",
        "message": {"type": "text", "id": f"{number}", "text": words},
    }  # fmt: skip
    return json.dumps({"events": [event]}).encode()


def _cpu_of_turns(turns: int) -> list[float]:
    spent = []
    for number in range(turns):
        store(read_events(_body(number, SENTENCES[number % len(SENTENCES)])) or [])
        with session() as db:
            event_id = db.scalar(text("SELECT max(id) FROM webhook_event"))
        assert event_id is not None
        began = time.process_time()
        turn.run(event_id)
        spent.append(time.process_time() - began)
    return spent


def _cpu_of_understanding(turns: int) -> list[float]:
    now, spent = clock.now(), []
    for number in range(turns):
        began = time.process_time()
        understand(SENTENCES[number % len(SENTENCES)], now=now)
        spent.append(time.process_time() - began)
    return spent


def _leave(message_id: int) -> float | None:
    """Sends nothing."""
    return None


@click.command()
@click.option("--turns", default=300)
def main(turns: int) -> None:
    """Prints both sides in milliseconds of CPU, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        os.environ.update(DATA_DIR=folder, APP_ENV="test", LINE_CHANNEL_SECRET="x", LINE_CHANNEL_ACCESS_TOKEN="x")
        settings.cache_clear()
        with database():
            schema.migrate(engine())
            door()
            warm_up(clock.now())
            outbox.deliver = _leave  # LINE is not called
            _cpu_of_turns(20)
            with engine().begin() as connection:
                connection.execute(text("TRUNCATE webhook_event CASCADE"))
            whole, understanding = _cpu_of_turns(turns), _cpu_of_understanding(turns)
    turned, understood = statistics.median(whole) * 1000, statistics.median(understanding) * 1000
    click.echo(f"a turn {turned:.2f} ms of CPU (p95 {sorted(whole)[int(turns * 0.95)] * 1000:.2f}), sending left out")
    click.echo(f"understanding alone {understood:.2f} ms; the turn is {turned / understood:.0f} times that")


if __name__ == "__main__":
    main()
