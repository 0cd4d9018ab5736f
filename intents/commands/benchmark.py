"""`python -m intents benchmark`: the same engine on any data set of `text<TAB>intent` rows."""

import time
from collections.abc import Callable
from pathlib import Path

import click
from pythainlp.tokenize import word_tokenize

from intents.classify.examples import read_rows
from intents.classify.measuring import score, with_one_typo
from intents.classify.model import Model
from intents.classify.training import train
from intents.thai.normalise import normalise
from intents.thai.words import warm_up
from intents.thai.words import words as split

TIMED = 500
"""Sentences of the test set that are timed, in turns with the bare tokeniser."""
ROUNDS = 5
"""Each sentence is timed so often; the fastest counts."""


@click.command(name="benchmark")
@click.option("--train", "train_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--test", "test_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--variants", type=int, help="Changed copies of each training sentence. Default: by the size of the set.")
def COMMAND(train_file: Path, test_file: Path, variants: int | None) -> None:  # noqa: N802
    """Trains on rows of text<TAB>intent, asks about others, prints accuracy, macro-F1, typo accuracy and times."""
    training, test = read_rows(train_file), read_rows(test_file)
    warm_up()
    begin = time.perf_counter()
    model = train(training, copies=variants)
    trained = time.perf_counter() - begin

    def answer(text: str) -> str:
        return best(model, text)

    clean, slipped = score(test, answer), score(with_one_typo(test), answer)
    click.echo(
        f"train      {len(training)} sentences, {len({label for _, label in training})} intents, {trained:.1f} s"
    )
    click.echo(f"test       {len(test)} sentences")
    click.echo(f"accuracy   {clean.accuracy:.4f}")
    click.echo(f"macro-F1   {clean.macro_f1:.4f}")
    click.echo(f"one typo   {slipped.accuracy:.4f} ({100 * (slipped.accuracy - clean.accuracy):+.2f} points)")
    texts = [text for text, _ in test[:TIMED]]
    bare, ours = seconds(texts, lambda text: word_tokenize(text, engine="newmm"), answer)
    click.echo(f"newmm      {1e6 * bare:.1f} µs a sentence")
    click.echo(f"classify   {1e6 * ours:.1f} µs a sentence, {ours / bare:.2f} times newmm")


def best(model: Model, text: str) -> str:
    """The label of the highest margin for a text as written."""
    normal = normalise(text)
    return model.labels[int(model.margins(normal, split(normal)).argmax())]


def seconds(texts: list[str], *calls: Callable[[str], object]) -> list[float]:
    """The mean time of one call over `texts`, each measured in turns with the others, the fastest of its rounds."""
    totals = [0.0] * len(calls)
    for text in texts:
        fastest = [float("inf")] * len(calls)
        for _ in range(ROUNDS):
            for number, call in enumerate(calls):
                begin = time.perf_counter()
                call(text)
                fastest[number] = min(fastest[number], time.perf_counter() - begin)
        totals = [total + least for total, least in zip(totals, fastest, strict=True)]
    return [total / len(texts) for total in totals]
