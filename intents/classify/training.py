"""How a classifier is made from examples. The only place that uses scikit-learn.

scikit-learn is imported inside `fit`, never above: it costs 60 MiB and 1.5 s, this module is found by whoever walks
the package for declarations, and a serving process with a warm cache must not pay for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from intents.classify.augment import variants
from intents.classify.features import Feature, character_features, row_numbers, word_features
from intents.classify.model import Model
from intents.thai.normalise import normalise
from intents.thai.words import words as split

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

F = TypeVar("F", str, Feature)

COST = 1.0
"""C of the support vector machine."""
TOLERANCE = 1e-3
"""Where its optimisation stops: ten times coarser than usual gives the same answers in half the time."""
HELD_OUT = 4
"""One part in so many of the examples tells how sure a margin really is."""
ENOUGH = 20_000
"""Sentences, changed copies included (see `augment`), that a training is filled up to; more teach little."""
MOST_COPIES = 3
VARIANT_COUNTS = 0.5
"""Weight of a changed copy beside the written sentence."""
SEEN_AT_LEAST = 2
"""A feature of one single sentence (its variants count as itself) teaches little and costs memory."""


@dataclass(frozen=True)
class Example:
    """One normalised sentence with its words and the label it is an example of."""

    text: str
    words: list[str]
    label: str
    source: int
    """Number of the written sentence that it is, or is a variant of: variants never judge their own sentence."""
    is_written: bool = True


@dataclass(frozen=True)
class Table:
    """The examples as numbers."""

    labels: tuple[str, ...]
    word_rows: dict[Feature, int]
    character_rows: dict[str, int]
    sizes: NDArray[np.float64]
    """(rows,) how much each feature counts, before a sentence is brought to length 1."""
    matrix: "csr_matrix"
    """(examples, rows)"""
    truth: NDArray[np.int64]
    """(examples,) number of the label."""
    source: NDArray[np.int64]
    """(examples,)"""
    is_written: NDArray[np.bool_]
    """(examples,)"""


def prepare(rows: Sequence[tuple[str, str]], *, copies: int | None = None) -> list[Example]:
    """(text, label) rows and `copies` changed copies of each (None: as many as fit), normalised, split into words."""
    if copies is None:
        copies = max(1, min(MOST_COPIES, ENOUGH // max(len(rows), 1)))
    prepared = []
    for source, (written, label) in enumerate(rows):
        for turn, text in enumerate([written, *variants(written, copies)]):
            normal = normalise(text)
            prepared.append(Example(normal, split(normal), label, source, is_written=turn == 0))
    return prepared


def train(rows: Sequence[tuple[str, str]], *, copies: int | None = None) -> Model:
    """A classifier of (text, label) rows. The same rows give the same classifier.

    Raises ValueError when there are fewer than two labels: there is nothing to tell apart.
    """
    if len({label for _, label in rows}) < 2:
        raise ValueError("a classifier needs examples of at least two labels")
    table = tabulate(prepare(rows, copies=copies))
    weights, bias = fit(table, np.ones(len(table.truth), dtype=bool))
    return Model(
        labels=table.labels,
        word_rows=table.word_rows,
        character_rows=table.character_rows,
        weights=np.column_stack([weights * table.sizes[:, None], table.sizes**2]).astype(np.float32),
        bias=bias.astype(np.float32),
        sharpness=fit_sharpness(table),
    )


def tabulate(examples: Sequence[Example]) -> Table:
    """The examples as one sparse matrix, each sentence of length 1."""
    from scipy.sparse import csr_matrix

    labels = tuple(sorted({e.label for e in examples}))
    word_rows, word_sizes = _numbered(((e.source, word_features(e.words)) for e in examples), first=1)
    characters = ((e.source, character_features(e.text)) for e in examples)
    character_rows, character_sizes = _numbered(characters, first=1 + len(word_rows))
    sizes = np.concatenate([[0.0], word_sizes, character_sizes])
    rows = [sorted(row_numbers(e.text, e.words, word_rows, character_rows)) for e in examples]
    values = np.concatenate([sizes[found] / (np.linalg.norm(sizes[found]) or 1.0) for found in rows])
    shape = (len(rows), len(sizes))
    return Table(
        labels=labels,
        word_rows=word_rows,
        character_rows=character_rows,
        sizes=sizes,
        matrix=csr_matrix((values, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=shape),
        truth=np.array([labels.index(e.label) for e in examples]),
        source=np.array([e.source for e in examples]),
        is_written=np.array([e.is_written for e in examples]),
    )


def fit(table: Table, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (rows, labels) and bias (labels,) of one linear support vector machine over the chosen examples."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=COST, tol=TOLERANCE, random_state=0)
    weight = np.where(table.is_written, 1.0, VARIANT_COUNTS)
    machine.fit(table.matrix[chosen], table.truth[chosen], sample_weight=weight[chosen])
    seen = machine.classes_
    weights = np.zeros((table.matrix.shape[1], len(table.labels)))
    bias = np.full(len(table.labels), -1.0)
    if len(seen) == 2:  # scikit-learn keeps one side only
        weights[:, seen] = np.column_stack([-machine.coef_[0], machine.coef_[0]])
        bias[seen] = [-machine.intercept_[0], machine.intercept_[0]]
    else:
        weights[:, seen], bias[seen] = machine.coef_.T, machine.intercept_
    return weights, bias


def across_folds(table: Table, folds: int) -> NDArray[np.float64]:
    """Margins (written examples, labels), each by a machine that saw neither that sentence nor its variants."""
    margins = np.zeros((len(table.truth), len(table.labels)))
    for fold in range(folds):
        judged = table.source % folds == fold
        weights, bias = fit(table, ~judged)
        margins[judged] = table.matrix[judged] @ weights + bias
    return margins[table.is_written]


def fit_sharpness(table: Table) -> float:
    """The factor on the margins under which their softmax fits the truth best: least log loss on sentences held out.

    One part in `HELD_OUT` judges a machine trained on the rest; for one number that is plenty.
    """
    judged = table.source % HELD_OUT == 0
    weights, bias = fit(table, ~judged)
    judged &= table.is_written
    margins, truth = table.matrix[judged] @ weights + bias, table.truth[judged]
    factors: list[float] = np.geomspace(1.0, 12.0, 40).tolist()
    return min(factors, key=lambda factor: _log_loss(margins * factor, truth))


def _log_loss(scores: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    top = scores.max(axis=1, keepdims=True)
    logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return -float(np.mean(np.take_along_axis(logs, truth[:, None], axis=1)))


def _numbered(found: Iterable[tuple[int, set[F]]], *, first: int) -> tuple[dict[F, int], NDArray[np.float64]]:
    """Row numbers from `first` on for the features that enough written sentences have, and the size of each.

    `found`: (source, features). The size is the square root of the inverse document frequency: rare features say more,
    but not as much more as the full idf would have it.
    """
    of_source: dict[int, set[F]] = {}
    for source, features in found:
        of_source.setdefault(source, set()).update(features)
    counts = Counter(feature for features in of_source.values() for feature in features)
    often = sorted((feature for feature, count in counts.items() if count >= SEEN_AT_LEAST), key=_order)
    sizes = np.sqrt(1.0 + np.log(len(of_source) / np.array([counts[feature] for feature in often])))
    return dict(zip(often, range(first, first + len(often)), strict=True)), sizes


def _order(feature: Feature) -> tuple[str, ...]:
    return (feature,) if isinstance(feature, str) else feature
