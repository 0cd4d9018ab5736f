"""The program and a stand-in of LINE in one process, reached by the doors that people use.

Webhooks and calls go over HTTP as in life; only the worker is replaced: `work()` does what waits, at once and in this
thread, so that a test never waits for a bell. The worker process itself is tested in tests/processes/.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from bot import broadcast, clock, database, demo, duties, media, outbox, photos, schema, turn
from bot.line import client
from bot.settings import settings
from bot.simulator.phone import Message, Phone
from bot.simulator.server import SECRET, TOKEN, QuietHandler, Standin
from intents.understand import warm_up
from models import announcement, role_code, webhook_event
from models import outbox as messages
from models import photo as photo_rows
from models.base import all_tables
from models.course import by_code
from models.course_session import coming
from models.role import Role
from models.village import Village
from tests.tcp_server import own_database

JOIN_CODE = "TST-1234"
PATIENCE_SECONDS = 20


def set_environment(**values: str) -> None:
    """Changes settings of this process."""
    os.environ.update(values)
    settings.cache_clear()


@contextmanager
def fresh_database(folder: Path, server: str = "") -> Iterator[str]:
    """An embedded PostgreSQL in this folder, or a database of one's own on this server, with the schema."""
    # The trained model is kept beside the checkout: one training serves every test process.
    os.environ.setdefault("NETASA_CACHE", str(Path(__file__).parents[1] / "var" / "cache"))
    set_environment(APP_ENV="test", DATA_DIR=str(folder), CLOCK_OFFSET="0")
    warm_up(clock.now())
    with own_database(server) if server else nullcontext("") as url:
        set_environment(DATABASE_URL=url)
        with database.database() as found:
            schema.migrate(database.engine())
            yield found


def empty_tables() -> None:
    """Takes everything out of the database, the queue's jobs too."""
    names = ", ".join(f'"{table.name}"' for table in all_tables().sorted_tables)
    with database.engine().begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        connection.execute(text("DELETE FROM procrastinate_jobs"))


turn.SETTLE = timedelta(0)  # tests wait for nobody; tests/processes/ runs with the real pause


class World:
    """A village, the bot, and LINE."""

    def __init__(self, line: Standin, url: str) -> None:
        self.line = line
        self.url = url
        self.village_id = 0

    def session(self) -> Session:
        """A session on the world's database."""
        return database.session()

    def phone(self, name: str, **more: str) -> Phone:
        """The phone of somebody new; they are friends of the account already."""
        return Phone(self.line.url, name, **more)

    def work(self, *, until_settled: bool = True) -> None:
        """Does what waits: events, photos, messages. With `until_settled` also what is due only later."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self._wait_for_webhooks(deadline)
            if not self._do_what_is_due() and not (until_settled and self._something_waits()):
                return
        raise AssertionError(f"something still waits after {PATIENCE_SECONDS} s: {self._waiting()}")

    def wait_for_webhooks(self) -> None:
        """Until LINE has delivered everything that people did."""
        self._wait_for_webhooks(time.monotonic() + PATIENCE_SECONDS)

    def _wait_for_webhooks(self, deadline: float) -> None:
        while self.line.events("waiting") and time.monotonic() < deadline:
            time.sleep(0.005)

    def _do_what_is_due(self) -> bool:
        now = clock.real_now()
        duties.do_due()
        with self.session() as db:
            under_way = list(announcement.being_sent(db))
        for announcement_id in under_way:
            broadcast.run(announcement_id)
        with self.session() as db:
            events = webhook_event.neglected(db, now, timedelta(0))
            pictures = photo_rows.due(db, now)
            due = messages.due(db, now)
        for event_id in events:
            turn.run(event_id)
        for photo_id in pictures:
            photos.fetch(photo_id)
        for message_id in due:
            outbox.deliver(message_id)
        return bool(events or pictures or due)

    def _waiting(self) -> dict[str, int]:
        counts = {
            "events": "SELECT count(*) FROM webhook_event WHERE state = 'waiting'",
            "messages": "SELECT count(*) FROM message WHERE state IN ('ready', 'sending')",
            "photos": "SELECT count(*) FROM photo WHERE state = 'waiting'",
        }
        with self.session() as db:
            return {name: int(db.scalar(text(query)) or 0) for name, query in counts.items()}

    def _something_waits(self) -> bool:
        if not any(self._waiting().values()):
            return False
        time.sleep(0.02)
        return True

    def say(self, phone: Phone, words: str) -> list[Message]:
        """Types a sentence and gives the answer."""
        phone.say(words)
        self.work()
        return phone.answer()

    def tap(self, phone: Phone, label: int | str) -> list[Message]:
        """Taps a button and gives the answer."""
        phone.tap(label)
        self.work()
        return phone.answer()

    def pass_time(self, **delta: float) -> None:
        """Moves people's clock forward."""
        set_environment(CLOCK_OFFSET=str(settings().clock_offset + timedelta(**delta).total_seconds()))

    def be_at(self, moment: datetime) -> None:
        """Moves people's clock to this moment (aware)."""
        set_environment(CLOCK_OFFSET=str((moment - clock.real_now()).total_seconds()))

    def show_demonstration(self, moment: datetime) -> None:
        """It is this moment, and the demonstration villages with their courses are there."""
        self.be_at(moment)
        with self.session() as db, db.begin():
            demo.load(db, clock.now(), with_line_ids=True)

    def seats_left(self, code: str) -> int:
        """Seats of the soonest session of this course that can be enrolled in."""
        with self.session() as db:
            course = by_code(db, code)
            assert course is not None, f"there is no course {code}"
            sessions = coming(db, course, clock.now())
            return next(session.seats_left for session in sessions if session.is_bookable(clock.now()))

    def set_clock(self, hour: int, minute: int = 0) -> None:
        """Moves people's clock forward to the next such time of day: what depends on the hour does not on ours."""
        now = clock.now()
        wanted = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        wanted += timedelta(days=0 if wanted > now else 1)
        self.pass_time(seconds=(wanted - now).total_seconds())

    def found_village(self, name: str = "บ้านทดสอบ", code: str = JOIN_CODE) -> Village:
        """A village with this join code."""
        with self.session() as db, db.begin():
            village = Village(
                slug=f"village-{code.lower()}", name=name, village_no="9", tambon="ท่าแสงทอง", amphoe="ตรอน",
                province="อุตรดิตถ์", join_code=code, about="", lat=17.48, lng=100.11,
            )  # fmt: skip
            db.add(village)
            db.flush()
            self.village_id = village.id
            db.expunge(village)
        return village

    def code(self, role: Role, place: str = JOIN_CODE) -> str:
        """A one-time code, as `bot code` prints it."""
        with self.session() as db, db.begin():
            return role_code.make_code(db, role, place, clock.now())

    def resident(self, name: str = "ป้าทดสอบ") -> Phone:
        """Somebody who consented and joined the village, by the chat."""
        phone = self.phone(name)
        self.say(phone, JOIN_CODE)
        self.tap(phone, "ยินยอม")
        return phone

    def member(self, role: Role, name: str = "แม่คำ") -> Phone:
        """A resident with a role, by its code."""
        phone = self.resident(name)
        self.say(phone, self.code(role))
        return phone


@contextmanager
def world() -> Iterator[World]:
    """The bot's web program and a stand-in, each on a port of its own."""
    with Standin() as line:
        set_environment(
            LINE_API_HOST=line.url,
            LINE_CHANNEL_SECRET=SECRET,
            LINE_CHANNEL_ACCESS_TOKEN=TOKEN,
            CLOCK_OFFSET="0",
            HTTP_PICTURES="true",
        )
        client.disconnect()
        media.disconnect()
        from bot.app import create_app

        server = make_server("127.0.0.1", 0, create_app(), threaded=True, request_handler=QuietHandler)
        url = f"http://127.0.0.1:{server.server_port}"
        set_environment(PUBLIC_URL=url)
        line.set(webhook_url=f"{url}/callback")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield World(line, url)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            client.disconnect()
