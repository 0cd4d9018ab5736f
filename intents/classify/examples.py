"""The sentences that teach: `examples/<intent>.txt` beside the declarations, one a line, `#` lines are comments."""

from collections.abc import Sequence
from pathlib import Path

import intents

Row = tuple[str, str]
"""(text, label)"""


def example_files() -> list[Path]:
    """Every examples file, in order of name; also those of folders that extend this package (a make-believe intent)."""
    return sorted((file for place in intents.__path__ for file in Path(place, "examples").glob("*.txt")), key=_order)


def examples() -> list[Row]:
    """(sentence, intent) of all files."""
    return [(line, file.stem) for file in example_files() for line in _sentences(file)]


UNADDRESSED = "(notice)"
"""Label of a notice that turns to nobody by a word ("พรุ่งนี้ไฟดับ 9 โมงถึงบ่าย 3"): who says it decides what it means."""
_NOTICES = Path(__file__).parent / "notices.txt"


def notices() -> list[Row]:
    """(sentence, `UNADDRESSED`): no intent of its own, so not among the examples of the intents."""
    return [(line, UNADDRESSED) for line in _sentences(_NOTICES)]


def read_rows(path: Path) -> list[Row]:
    """`text<TAB>label` rows of a data set. Raises ValueError naming the line that is not one."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        text, tab, label = line.rpartition("\t")
        if not tab or not label:
            raise ValueError(f"{path.name}, line {number}: expected text, a tab, a label")
        rows.append((text, label.strip()))
    return rows


def _sentences(file: Path) -> Sequence[str]:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _order(file: Path) -> tuple[str, str]:
    return file.name, str(file)
