"""A trained classifier as it is used: two dictionaries, one array of weights. No scikit-learn in here."""

import io
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intents.classify.features import ALWAYS, Feature, character_features, row_numbers, word_features

_BETWEEN, _PAIR = "\x1e", "\x1f"


@dataclass(frozen=True)
class Model:
    """Weights of one linear classifier over binary features."""

    labels: tuple[str, ...]
    word_rows: dict[Feature, int]
    character_rows: dict[str, int]
    weights: NDArray[np.float32]
    """(rows, labels + 1): what each feature says for each label, and in the last column the square of its own size.

    Row 0 belongs to no feature.
    """
    bias: NDArray[np.float32]
    """(labels,)"""
    sharpness: float = 1.0
    """Factor on the margins before the softmax that makes the confidence honest (see `training.fit_sharpness`)."""

    def margins(self, text: str, words: list[str]) -> NDArray[np.float32]:
        """(labels,) margin of each label for a normalised text and its words; `bias` itself if nothing is familiar."""
        rows = row_numbers(text, words, self.word_rows, self.character_rows)
        if len(rows) <= ALWAYS:
            return self.bias
        chosen = np.fromiter(rows, np.intp, len(rows))
        total: NDArray[np.float32] = np.add.reduce(self.weights.take(chosen, axis=0))
        return total[:-1] / np.float32(sqrt(total[-1])) + self.bias

    def reasons(self, text: str, words: list[str], label: str, count: int = 8) -> list[tuple[str, float]]:
        """The `count` features of this text that say most for or against `label`: (feature, part of its margin)."""
        found: dict[str, int] = {}
        for feature in word_features(words) & self.word_rows.keys():
            found[feature if isinstance(feature, str) else " + ".join(feature)] = self.word_rows[feature]
        for run in character_features(text) & self.character_rows.keys():
            found[f"…{run}…"] = self.character_rows[run]
        size = sqrt(sum(float(self.weights[row, -1]) for row in found.values())) or 1.0
        column = self.labels.index(label)
        parts = [(name, float(self.weights[row, column]) / size) for name, row in found.items()]
        return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:count]

    def write(self, path: Path) -> None:
        """As one .npz without pickle; weights as float16, which changes no answer and halves the file."""
        with path.open("wb") as file:
            np.savez(
                file,
                labels=_packed(self.labels),
                words=_packed([f if isinstance(f, str) else _PAIR.join(f) for f in self.word_rows]),
                characters=_packed(self.character_rows),
                weights=self.weights.astype(np.float16),
                bias=self.bias,
                sharpness=np.float64(self.sharpness),
            )

    @staticmethod
    def read(path: Path) -> "Model":
        """What `write` wrote. Raises OSError, ValueError or KeyError when the file is not that."""
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            words: list[Feature] = [_pair(text) if _PAIR in text else text for text in _unpacked(file["words"])]
            characters = _unpacked(file["characters"])
            return Model(
                labels=tuple(_unpacked(file["labels"])),
                word_rows=dict(zip(words, range(1, len(words) + 1), strict=True)),
                character_rows=dict(zip(characters, range(len(words) + 1, file["weights"].shape[0]), strict=True)),
                weights=file["weights"].astype(np.float32),
                bias=file["bias"],
                sharpness=float(file["sharpness"]),
            )


def _pair(text: str) -> tuple[str, str]:
    first, second = text.split(_PAIR)
    return first, second


def _packed(texts: "list[str] | tuple[str, ...] | dict[str, int]") -> NDArray[np.uint8]:
    return np.frombuffer(_BETWEEN.join(texts).encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    text = packed.tobytes().decode()
    return text.split(_BETWEEN) if text else []
