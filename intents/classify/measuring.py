"""How good a classifier is: shares of right answers, and what a slip of the finger costs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from intents.classify.augment import one_typo
from intents.classify.examples import Row

Answer = Callable[[str], str]
"""text as written → label"""


@dataclass
class Score:
    """Right answers, and which label was taken for which."""

    right: int = 0
    asked: int = 0
    mistaken: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(truth, answer) → how often, the right ones included."""

    def add(self, truth: str, answer: str) -> None:
        """Counts one answer."""
        self.asked += 1
        self.right += truth == answer
        self.mistaken[truth, answer] += 1

    @property
    def accuracy(self) -> float:
        """0..1; with one label a sentence it equals the micro-F1."""
        return self.right / self.asked if self.asked else 0.0

    @property
    def macro_f1(self) -> float:
        """0..1: the mean over all labels of the harmonic mean of precision and recall."""
        truths: dict[str, int] = defaultdict(int)
        answers: dict[str, int] = defaultdict(int)
        for (truth, answer), count in self.mistaken.items():
            truths[truth] += count
            answers[answer] += count
        labels = truths.keys() | answers.keys()
        return sum(2 * self.mistaken[x, x] / (truths[x] + answers[x]) for x in labels) / len(labels) if labels else 0.0


def score(rows: Iterable[Row], answer: Answer) -> Score:
    """Asks `answer` about every row."""
    result = Score()
    for text, label in rows:
        result.add(label, answer(text))
    return result


def with_one_typo(rows: Iterable[Row]) -> list[Row]:
    """Every row with one slip of the finger, the same ones each time."""
    return [(one_typo(text), label) for text, label in rows]
