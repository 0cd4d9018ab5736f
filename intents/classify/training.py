"""How a classifier is made from examples. The only place that uses scikit-learn.

scikit-learn is imported inside `fit`, never above: it costs 60 MiB and 1.5 s, this module is found by whoever walks
the package for declarations, and a serving process with a warm cache must not pay for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from intents.classify.augment import variants
from intents.classify.features import Feature, character_features, row_numbers, word_features
from intents.classify.model import Model
from intents.thai.normalise import normalise
from intents.thai.words import words as split

F = TypeVar("F", str, Feature)

COST = 2.0
"""C of the support vector machine."""
WORDS_COUNT = 2.0
"""How much more a word or pair of words weighs than a run of characters: there are three times as many runs."""
FOLDS = 3
"""Parts of the examples that each judge a classifier trained on the others, to find how sure a margin really is."""
VARIANTS = 3
"""Changed copies of each example (see `augment`)."""
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


def prepare(rows: Iterable[tuple[str, str]], *, copies: int = VARIANTS) -> list[Example]:
    """(text, label) rows and `copies` changed copies of each, normalised and split into words."""
    prepared = []
    for source, (written, label) in enumerate(rows):
        for turn, text in enumerate([written, *variants(written, copies)]):
            normal = normalise(text)
            prepared.append(Example(normal, split(normal), label, source, is_written=turn == 0))
    return prepared


def train(rows: Sequence[tuple[str, str]], *, copies: int = VARIANTS) -> Model:
    """A classifier of (text, label) rows. The same rows give the same classifier.

    Raises ValueError when there are fewer than two labels: there is nothing to tell apart.
    """
    if len({label for _, label in rows}) < 2:
        raise ValueError("a classifier needs examples of at least two labels")
    examples = prepare(rows, copies=copies)
    return replace(fit(examples), sharpness=fit_sharpness(examples))


def fit(examples: Sequence[Example]) -> Model:
    """One linear support vector machine over the examples, its margins not yet calibrated."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.svm import LinearSVC

    word_rows, word_sizes = _numbered(((e.source, word_features(e.words)) for e in examples), first=1)
    characters = ((e.source, character_features(e.text)) for e in examples)
    character_rows, character_sizes = _numbered(characters, first=1 + len(word_rows))
    sizes = np.concatenate([[0.0], WORDS_COUNT * word_sizes, character_sizes])
    rows = [sorted(row_numbers(e.text, e.words, word_rows, character_rows)) for e in examples]
    values = np.concatenate([sizes[found] / (np.linalg.norm(sizes[found]) or 1.0) for found in rows])
    matrix = csr_matrix((values, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=(len(rows), len(sizes)))
    machine = LinearSVC(C=COST, random_state=0)
    machine.fit(matrix, [e.label for e in examples])
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # scikit-learn keeps one side only
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return Model(
        labels=tuple(machine.classes_),
        word_rows=word_rows,
        character_rows=character_rows,
        weights=np.column_stack([weights.T * sizes[:, None], sizes**2]).astype(np.float32),
        bias=bias.astype(np.float32),
    )


def across_folds(examples: Sequence[Example], folds: int = FOLDS) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Margins (written examples, labels) of each written example by a classifier that never saw it or its variants."""
    labels = tuple(sorted({e.label for e in examples}))
    written = [e for e in examples if e.is_written]
    margins = np.full((len(written), len(labels)), -2.0, dtype=np.float32)
    for fold in range(folds):
        model = fit([e for e in examples if e.source % folds != fold])
        columns = [labels.index(label) for label in model.labels]
        for row, example in enumerate(written):
            if example.source % folds == fold:
                margins[row, columns] = model.margins(example.text, example.words)
    return labels, margins


def fit_sharpness(examples: Sequence[Example]) -> float:
    """The factor on the margins under which their softmax fits the truth best (least log loss across folds)."""
    labels, margins = across_folds(examples)
    truth = np.array([labels.index(e.label) for e in examples if e.is_written])
    factors: list[float] = np.geomspace(1.0, 12.0, 40).tolist()
    return min(factors, key=lambda factor: _log_loss(margins * np.float32(factor), truth))


def _log_loss(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
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
