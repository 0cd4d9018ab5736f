"""From questions that nobody understood to example lines for review: masked, without doubles, grouped by meaning."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import intents
from intents.classify.examples import examples
from intents.entities.phones import PHONE
from intents.intent import spoken
from models import question
from models.question import UnansweredQuestion

DROP = "none"
"""Instead of an intent: nothing can be learnt from this one."""
SAFE_PHONE = "081-000-0000"
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){5,}")
"""Six digits and more: an ID card, an account, a parcel. Times and days have their dots and strokes and stay."""
_DIGIT = re.compile(r"\d")


class CannotName(Exception):
    """The question does not exist or the meaning is none; the text says what there is."""


class CannotLearn(Exception):
    """The review file may not be written there."""


def masked(words: str) -> str:
    """A normalised sentence with every phone replaced by one that belongs to nobody, and long numbers by zeros."""
    parts = PHONE.split(words)
    return SAFE_PHONE.join(_LONG_NUMBER.sub(lambda long: _DIGIT.sub("0", long.group()), part) for part in parts)


def name(db: Session, number: int, meaning: str) -> None:
    """Names what a question meant; `none` drops it. Raises CannotName."""
    asked = db.get(UnansweredQuestion, number)
    if asked is None:
        raise CannotName(f"there is no question {number}; `python -m bot questions` lists them")
    if meaning == DROP:
        db.delete(asked)
        return
    if meaning not in spoken():
        there_are = ", ".join(sorted(spoken()))
        raise CannotName(f"there is no intent {meaning!r}; there are {there_are}, and {DROP} to drop the question")
    if asked.learnt_at is not None:
        raise CannotName(f"question {number} is in a review file already, as {asked.meaning}")
    asked.meaning = meaning


def learn(db: Session, folder: Path, file: Path | None, now: datetime) -> tuple[Mapping[Path, int], int]:
    """Writes what was named into review files and marks it learnt; (new lines a file, how many were named).

    Without `file` each intent gets its own in `folder`. Files are appended to, so an earlier review is not lost.
    Raises CannotLearn, OSError; then nothing is marked.
    """
    asked = question.waiting_to_be_learnt(db)
    grouped = _new_lines(asked)
    targets: dict[Path, list[str]] = {}
    for meaning, lines in grouped.items():
        target = file or folder / f"{meaning}.txt"
        # One file for all: a heading tells them apart; examples files take it for a comment.
        targets.setdefault(target, []).extend([f"# {meaning}", *lines] if file else lines)
    written = {target: _append(target, lines) for target, lines in targets.items()}
    for row in asked:
        row.learnt_at = now
    return written, len(asked)


def _new_lines(asked: Iterable[UnansweredQuestion]) -> dict[str, list[str]]:
    known = {_essence(line) for line, _ in examples()}
    grouped: dict[str, list[str]] = {}
    for row in asked:
        line = masked(row.text)
        if row.meaning and _essence(line) not in known:
            known.add(_essence(line))
            grouped.setdefault(row.meaning, []).append(line)
    return grouped


def _essence(line: str) -> str:
    return "".join(line.split()).lower()


def _append(target: Path, lines: Sequence[str]) -> int:
    """Adds the lines that the file has not yet; how many sentences."""
    if any(Path(place).resolve() in target.resolve().parents for place in intents.__path__):
        raise CannotLearn(f"{target} is among the examples: write somewhere else, read it, then copy what is good")
    there = {_essence(line) for line in target.read_text(encoding="utf-8").splitlines()} if target.exists() else set()
    fresh = [line for line in lines if line.startswith("# ") or _essence(line) not in there]
    sentences = sum(not line.startswith("# ") for line in fresh)
    if sentences:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in fresh)
    return sentences
