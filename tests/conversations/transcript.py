"""Reads and plays a conversation: `>` said, `!` tapped, `?` looked, `<` answered, `[…]` buttons, `=` stored, `@` time.

> [a seller] ขายไส้อั่ว โลละ 280      the words in brackets say who, until somebody else speaks
> (2 photos)                          things that are not text: photos, sticker, voice, video, file, location, follow,
                                      block, blank, unsend (the latest own message), unsend 2 (the one before it)
> (location 17.48 100.11)             a pin there
? [a volunteer]                       looks at this phone: what came to it by itself is the answer now
< ตรวจก่อนลง … 280 บาท                parts of the answer, in this order
  [ลงเลย] [แก้]                        buttons and quick replies that it offers
< (nothing)                           silence
= product name=ไส้อั่ว state=published  the newest row of that kind has these values
= no product                          there is none
@ +2h                                 time passes: s, m, h or d; what the bot says by itself is the answer
@ at 09:00                            people's clock is moved to the next such time
@ code seller                         types a one-time code of this role
@ demo 2030-01-18 10:00               it is that moment in Bangkok, and the demonstration villages are there
= seats demo-crs-sell 8               the soonest session of this course that can be enrolled in has so many seats left
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bot.simulator.phone import Message, Phone
from models.base import all_tables
from models.posting import Posting
from models.role import GIVEN, Role
from tests.world import World

PART = re.compile(r"\s*…\s*")
WHO = re.compile(r"\[([^\]]+)\]\s*(.*)", re.DOTALL)
BUTTON = re.compile(r"\[([^\]]+)\]")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Line:
    """One line of a transcript."""

    number: int
    sign: str
    text: str


def read(path: Path) -> list[Line]:
    """The lines that mean something."""
    lines = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if raw.startswith("  [") or raw.startswith("\t["):
            lines.append(Line(number, "[", raw.strip()))
        elif raw.strip() and not raw.startswith("#"):
            lines.append(Line(number, raw[0], raw[1:].strip()))
    return lines


def shown_intents(path: Path) -> set[str]:
    """What `# intents: …` says that this transcript shows."""
    comments = re.findall(r"^# intents: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {intent for comment in comments for intent in comment.split()}


class Player:
    """Plays a transcript in a world; a line that does not hold fails with its number and the screen."""

    def __init__(self, world: World, path: Path) -> None:
        self.world = world
        self.path = path
        self.phones: dict[str, Phone] = {}
        self.phone: Phone | None = None
        self.answer: list[Message] = []

    def play(self) -> None:
        """From the first line to the last."""
        for line in read(self.path):
            try:
                self._play(line)
            except Exception as error:
                screen = self.phone.screen() if self.phone else ""
                raise AssertionError(
                    f"{self.path.name}:{line.number}: {line.sign} {line.text}\n{error}\n\n{screen}"
                ) from error

    def _play(self, line: Line) -> None:
        play = {">": self._say, "!": self._tap, "<": self._expect, "[": self._buttons, "=": self._stored, "@": self._at}
        play["?"] = self._look
        play[line.sign](line.text)

    def _speaker(self, text: str) -> tuple[Phone, str]:
        if match := WHO.fullmatch(text):
            who, text = match.groups()
            if who not in self.phones:
                self.phones[who] = self._meet(who)
            self.phone = self.phones[who]
        assert self.phone is not None, "nobody has spoken yet: begin with > [a seller] …"
        return self.phone, text

    def _meet(self, who: str) -> Phone:
        """`a seller`, `another resident`, `a visitor …`: what they are is among the words."""
        roles = [role for role in GIVEN if role.value.replace("_", " ") in who]
        if roles:
            return self.world.member(Role(roles[0]), who)
        return self.world.resident(who) if "resident" in who else self.world.phone(who)

    def _look(self, text: str) -> None:
        phone, _ = self._speaker(text)
        self.answer = phone.answer()

    def _say(self, text: str) -> None:
        phone, words = self._speaker(text)
        if words.startswith("(") and words.endswith(")"):
            self._do(phone, words[1:-1])
        else:
            phone.say(words)
        self.world.work()
        self.answer = phone.answer()

    def _do(self, phone: Phone, what: str) -> None:
        word, _, rest = what.partition(" ")
        if word.isdecimal():
            phone.photo(*range(int(word)))
        elif word == "unsend":
            mine = [message for message in phone.messages() if message.sender == "me"]
            phone.unsend(mine[-int(rest or 1)].id)
        elif word == "location" and rest:
            lat, lng = rest.split()
            phone.location(float(lat), float(lng))
        elif word == "blank":
            phone.say("   ")
        else:
            getattr(phone, {"photo": "photo"}.get(word, word))()

    def _tap(self, text: str) -> None:
        phone, label = self._speaker(text)
        phone.tap(label)
        self.world.work()
        self.answer = phone.answer()

    def _expect(self, text: str) -> None:
        said = "\n".join(message.text for message in self.answer)
        if text == "(nothing)":
            assert not said, f"said: {said}"
            return
        assert said, "nothing was said"
        at = 0
        for part in PART.split(text):
            found = said.find(part, at)
            assert found >= 0, f"missing {part!r} in:\n{said}"
            at = found + len(part)

    def _buttons(self, text: str) -> None:
        offered = {label for m in self.answer for label in (*m.buttons, *m.quick_replies)}
        wanted = set(BUTTON.findall(text))
        assert wanted <= offered, f"missing {wanted - offered}, offered: {offered}"

    def _stored(self, text: str) -> None:
        words = text.split()
        if words[0] == "seats":
            left = self.world.seats_left(words[1])
            assert left == int(words[2]), f"{left} seats are left"
            return
        is_absent = words[0] == "no"
        kind = words[1] if is_absent else words[0]
        all_tables()
        with self.world.session() as db:
            row = db.scalar(select(Posting).where(Posting.kind == kind).order_by(Posting.id.desc()).limit(1))
            if is_absent:
                assert row is None, f"there is a {kind}"
                return
            assert row is not None, f"there is no {kind}"
            for field in words[1:]:
                name, _, wanted = field.partition("=")
                actual = getattr(row, name)
                held = (
                    ""
                    if actual is None
                    else f"{actual:f}".rstrip("0").rstrip(".")
                    if hasattr(actual, "as_tuple")
                    else str(actual)
                )
                assert held == wanted, f"{name} is {held!r}"

    def _at(self, text: str) -> None:
        if text.startswith("+"):
            self.world.pass_time(**{UNITS[text[-1]]: float(text[1:-1])})
            before = len(self.phone.answer()) if self.phone else 0
            self.world.work()
            self.answer = self.phone.answer()[before:] if self.phone else []
            return
        word, _, rest = text.partition(" ")
        if word == "demo":
            self.world.show_demonstration(datetime.fromisoformat(f"{rest}+07:00"))
            return
        if word == "at":
            hour, minute = rest.split(":")
            self.world.set_clock(int(hour), int(minute))
            return
        assert word == "code", f"unknown: @ {text}"
        assert self.phone is not None
        self.answer = self.world.say(self.phone, self.world.code(Role(rest)))
