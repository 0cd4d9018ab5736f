"""How well the check set is understood, and that the page that says so is fresh."""

import json
import re
import subprocess
import sys

import pytest

from intents.classify.checking import Findings, check_rows, findings
from intents.classify.examples import examples
from intents.commands.report import CHECK, MEASURED, NOW, PAGE, declarations
from intents.intent import spoken


@pytest.fixture(scope="module")
def found() -> Findings:
    return findings(check_rows(CHECK), now=NOW)


def test_nineteen_of_twenty_are_understood(found: Findings) -> None:
    assert found.total.accuracy >= 0.95


def test_no_way_of_speaking_is_left_behind(found: Findings) -> None:
    assert {part: score.accuracy for part, score in found.by_part.items() if score.accuracy < 0.88} == {}


def test_the_right_meaning_is_nearly_always_among_those_offered(found: Findings) -> None:
    assert found.in_first_three / found.total.asked >= 0.98


def test_dangerous_confusions_are_rare(found: Findings) -> None:
    assert sum(found.dangerous().values()) / found.total.asked <= 0.005


def test_one_slip_of_the_finger_is_forgiven(found: Findings) -> None:
    assert found.with_typo.accuracy >= found.total.accuracy - 0.03


def test_confidence_means_something(found: Findings) -> None:
    sure = found.by_confidence[9]
    assert sure.accuracy >= 0.97
    unsure = [score for tenth, score in found.by_confidence.items() if tenth < 7]
    assert sum(score.right for score in unsure) / max(sum(score.asked for score in unsure), 1) <= 0.75


def test_the_check_set_is_not_among_the_examples() -> None:
    """Two people who write apart hit on the same plain sentence now and then; more than that would be copying."""
    taught = {text.replace(" ", "") for text, _ in examples()}
    long = [row for row in check_rows(CHECK) if len(row.text) > 20]
    assert sum(row.text.replace(" ", "") in taught for row in long) <= len(long) / 100


def test_every_intent_has_examples() -> None:
    assert {label for _, label in examples()} == set(spoken())


def test_the_page_is_fresh(found: Findings) -> None:
    """Its figures may differ by a sentence or two on another processor; its words may not."""
    page = PAGE.read_text(encoding="utf-8")
    again = "run `python -m intents report`"
    assert declarations() in page, again
    assert MEASURED.read_text(encoding="utf-8") in page, again
    written = re.search(r"\| right \| ([0-9.]+) % \|", page)
    assert written, again
    assert float(written[1]) == pytest.approx(100 * found.total.accuracy, abs=0.3), again


def test_classify_answers_each_line_with_one_line() -> None:
    lines = "ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล โทร 081-000-1234\n\nยกเลิก\n"
    command = [sys.executable, "-m", "intents", "classify", "--now", "2025-11-21T09:00:00+07:00", "--entities", "--why"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=True)
    offer, empty, cancel = map(json.loads, done.stdout.splitlines())
    assert offer["intent"] == "post_product"
    assert offer["entities"]["price"] == 280
    assert offer["entities"]["phone"] == "0810001234"
    assert {"intent", "confidence"} == set(offer["alternatives"][0])
    assert offer["because"]
    assert offer["text"][offer["spans"][0]["start"] : offer["spans"][0]["end"]]
    assert empty == {}
    assert cancel["intent"] == "cancel"


def test_benchmark_prints_its_figures(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows = "".join(f"{'ขายของ' if n % 2 else 'จองห้อง'}วันที่ {n}\t{'sell' if n % 2 else 'book'}\n" for n in range(40))
    for name in ("train.tsv", "test.tsv"):
        (folder / name).write_text(rows, encoding="utf-8")
    command = [sys.executable, "-m", "intents", "benchmark", "--train", str(folder / "train.tsv")]
    done = subprocess.run(
        [*command, "--test", str(folder / "test.tsv")], capture_output=True, text=True, encoding="utf-8", check=True
    )
    printed = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert float(printed["accuracy"]) == 1.0
    assert {"macro-F1", "one", "train", "test", "newmm", "classify"} <= set(printed)
