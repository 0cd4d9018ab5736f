"""Many machines: a PostgreSQL server with a password, two web programs, three workers, a LINE that repeats itself."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.simulator.phone import Phone
from tests.processes.running import notified, to_nine, wait_until
from tests.processes.side_by_side import SideBySide, side_by_side
from tests.tcp_server import own_database, tcp_server

VILLAGE = "DKS-4821"
PEOPLE = 8
ROUNDS = (
    "สวัสดีค่ะ",
    "มีอะไรขายบ้าง",
    "เสาร์นี้มีอบรมอะไร",
    "ศูนย์เปิดกี่โมง",
    "ขอบคุณค่ะ",
    "มีข่าวอะไรไหม",
    "ทำอะไรได้บ้าง",
    "มีอะไรให้คนแก่เรียน",
)
NOTICE = "แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"
COURSE = "demo-crs-smartcity"
SEATS = 10
CROWD = 40


@pytest.fixture(scope="module")
def programs() -> Iterator[SideBySide]:
    with (
        tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        tcp_server(Path(folder)) as database_url,
        side_by_side(Path(folder), database_url, CLOCK_OFFSET=to_nine()) as made,
    ):
        made.bot("demo", "--without-line-ids")
        yield made


def resident(programs: SideBySide, name: str) -> Phone:
    phone = Phone(programs.line.url, name)
    phone.say(VILLAGE)
    phone.wait_for_answer(timeout=30)
    phone.tap("ยินยอม")
    phone.wait_for_answer(timeout=30)
    return phone


def told(phone: Phone, words: str) -> int:
    """How many messages of the bot on this phone have these words."""
    return sum(words in message.text for message in phone.messages() if message.sender == "bot")


def check_answers(programs: SideBySide) -> int:
    """Each event of a person has exactly one reply, in the order in which they were written; how many there are."""
    asked: dict[str, list[str]] = defaultdict(list)
    for row in programs.line.events():
        event = row["event"]
        assert isinstance(event, dict)
        asked[event["source"]["userId"]].append(event["replyToken"])
    accepted = [call for call in programs.line.calls("reply") if call["accepted"]]
    answered = [str(json.loads(str(call["body"]))["replyToken"]) for call in accepted]
    for tokens in asked.values():
        mine = set(tokens)
        assert [token for token in answered if token in mine] == tokens
    assert len(answered) == sum(len(tokens) for tokens in asked.values())
    return len(answered)


def test_a_hundred_sentences_a_broadcast_and_enrolments(programs: SideBySide) -> None:
    """Duplicates, redeliveries and everybody at once: every sentence has one answer, everybody has one notice."""
    phones = [resident(programs, f"คนที่ {number}") for number in range(PEOPLE)]
    headman, *others = phones
    headman.say(programs.bot("code", "headman", VILLAGE).split()[-1])
    headman.wait_for_answer(timeout=30)
    headman.say(NOTICE)
    headman.wait_for_answer(timeout=30)
    headman.tap("ส่งเลย")
    for number in range(len(ROUNDS)):
        for shift, phone in enumerate(phones):
            phone.say(ROUNDS[(number + shift) % len(ROUNDS)])
    for phone in others:
        phone.say("สมัครเรียนขายของออนไลน์")
    programs.settle()
    for phone in others:
        phone.tap("ยืนยัน")
        phone.say("คอร์สที่ฉันลงไว้")
    wait_until(lambda: len(notified(programs.line)) == len(others), "the notice has reached everybody")
    programs.settle()
    assert check_answers(programs) >= 100
    assert notified(programs.line) == dict.fromkeys((phone.user_id for phone in others), 1)
    assert [told(phone, "ลงชื่อแล้วค่ะ เลขที่") for phone in others] == [1] * len(others)
    enrolled = "SELECT count(DISTINCT person_id) FROM enrolment WHERE state = 'confirmed' AND demo_id IS NULL"
    assert programs.query(enrolled) == [(len(others),)]


def test_forty_people_for_ten_seats_and_a_worker_is_killed(programs: SideBySide) -> None:
    """kill -9 of a worker while all tap: exactly ten have a seat, and exactly those are told so."""
    phones = [Phone(programs.line.url, f"ผู้สมัคร {number}") for number in range(CROWD)]
    programs.query(
        "UPDATE course_session s SET seats = %s, taken = 0, taken_elsewhere = 0 FROM course c"
        " WHERE c.id = s.course_id AND c.code = %s",
        SEATS, COURSE,
    )  # fmt: skip
    for phone in phones:
        phone.say("สมัครเรียนเมืองอัจฉริยะ")
    programs.settle()
    for phone in phones:
        phone.tap("ยินยอม")
    programs.settle()
    for phone in phones[: CROWD // 2]:
        phone.tap("ยืนยัน")
    programs.kill_a_worker()
    for phone in phones[CROWD // 2 :]:
        phone.tap("ยืนยัน")
    programs.settle()
    seats = programs.query(
        "SELECT taken, (SELECT count(*) FROM enrolment e WHERE e.session_id = s.id AND e.state = 'confirmed'"
        " AND e.demo_id IS NULL) FROM course_session s JOIN course c ON c.id = s.course_id WHERE c.code = %s",
        COURSE,
    )
    assert seats == [(SEATS, SEATS)]
    winners = [phone for phone in phones if told(phone, "ลงชื่อแล้วค่ะ เลขที่")]
    assert len(winners) == SEATS
    assert [told(phone, "เต็มแล้วค่ะ") for phone in phones if phone not in winners] == [1] * (CROWD - SEATS)
    assert sum(told(phone, "เต็มแล้วค่ะ") for phone in winners) == 0
    held = programs.query(
        "SELECT DISTINCT p.line_user_id FROM enrolment e JOIN person p ON p.id = e.person_id"
        " JOIN course_session s ON s.id = e.session_id JOIN course c ON c.id = s.course_id"
        " WHERE e.state = 'confirmed' AND e.demo_id IS NULL AND c.code = %s",
        COURSE,
    )
    assert {row[0] for row in held} == {phone.user_id for phone in winners}
    check_answers(programs)


def test_the_suite_leaves_other_databases_of_a_server_alone(programs: SideBySide) -> None:
    """`make test DATABASE_URL=…`: not even those of a test process whose number begins with ours."""
    server = programs.environment["DATABASE_URL"]
    with own_database(server) as url:
        name = url.rpartition("/")[2]
        with psycopg.connect(server, autocommit=True) as connection:
            for made in (f"{name}1", f"{name}_ops_1"):
                connection.execute(f"CREATE DATABASE {made}".encode())
    left = {row[0] for row in programs.query("SELECT datname FROM pg_database")}
    assert {"netasa", f"{name}1"} <= left
    assert not {name, f"{name}_ops_1"} & left


def test_nothing_went_wrong_in_the_log(programs: SideBySide) -> None:
    log = programs.log.read_text()
    assert "Traceback" not in log
    for word in ("สวัสดี", "ประชุม", programs.line.token, programs.line.secret):
        assert word not in log
