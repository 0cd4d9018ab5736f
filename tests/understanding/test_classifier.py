"""The classifier by itself: features, training, the file, the cache."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.classify import store
from intents.classify.augment import in_dialect, one_typo, respaced, typo, variants
from intents.classify.examples import example_files, examples, read_rows
from intents.classify.features import character_features, word_features
from intents.classify.kinds import kinds, listed
from intents.classify.measuring import Score, score
from intents.classify.model import Model
from intents.classify.training import HELD_OUT, across_folds, prepare, tabulate, train
from intents.thai.normalise import normalise
from intents.thai.words import words

SMALL = [
    ("ขายมะม่วงโลละ 35 บาท", "sell"), ("ขายไข่แผงละ 100", "sell"), ("ขายข้าวถังละ 250 บาท", "sell"),
    ("ขายปลาโลละ 60", "sell"), ("ปล่อยขายรถไถ", "sell"), ("ขายผ้าผืนละ 300", "sell"),
    ("มีอบรมอะไรบ้าง", "ask"), ("เสาร์นี้มีเรียนอะไร", "ask"), ("คอร์สนี้เรียนกี่วัน", "ask"), ("อบรมที่ไหน", "ask"),
    ("มีเรียนอะไรบ้าง", "ask"), ("คอร์สไหนว่างบ้าง", "ask"),
    ("จองห้องประชุม", "book"), ("จองคอมวันพุธ", "book"), ("ขอจองห้องบ่ายนี้", "book"), ("จองเครื่องพิมพ์", "book"),
    ("จองคิวถ่ายรูป", "book"), ("อยากจองห้อง", "book"),
]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Model:
    return train(SMALL)


def answer(model: Model, text: str) -> str:
    normal = normalise(text)
    return model.labels[int(model.margins(normal, words(normal)).argmax())]


def test_it_learns_what_it_was_shown_and_what_is_like_it(small: Model) -> None:
    assert score(SMALL, lambda text: answer(small, text)).accuracy == 1.0
    assert answer(small, "ขายลำไยโลละ 25") == "sell"
    assert answer(small, "จองห้องพรุ่งนี้ค่ะ") == "book"


def test_training_twice_gives_the_same_weights(small: Model) -> None:
    again = train(SMALL)
    assert again.word_rows == small.word_rows
    assert again.character_rows == small.character_rows
    assert np.array_equal(again.weights, small.weights)
    assert again.sharpness == small.sharpness


def test_the_order_of_answers_survives_the_file(small: Model, tmp_path: Path) -> None:
    small.write(tmp_path / "model.npz")
    read = Model.read(tmp_path / "model.npz")
    assert (read.labels, read.word_rows, read.character_rows) == (
        small.labels,
        small.word_rows,
        small.character_rows,
    )
    for text, _ in SMALL:
        assert answer(read, text) == answer(small, text)


def test_two_labels_are_enough_and_one_is_not() -> None:
    two = [row for row in SMALL if row[1] != "ask"]
    model = train(two)
    assert score(two, lambda text: answer(model, text)).accuracy == 1.0
    with pytest.raises(ValueError, match="at least two labels"):
        train([("ขายของ", "sell")] * 5)


def test_a_text_without_familiar_features_says_so(small: Model) -> None:
    assert small.margins("", []) is not None
    assert small.margins("☃", ["☃"]) is small.bias


def test_reasons_add_up_to_what_they_explain(small: Model) -> None:
    normal = normalise("ขายมะม่วงโลละ 35 บาท")
    split = words(normal)
    parts = small.reasons(normal, split, "sell", count=10_000)
    column = small.labels.index("sell")
    total = sum(part for _, part in parts) + float(small.bias[column])
    assert total == pytest.approx(float(small.margins(normal, split)[column]), abs=1e-3)


def test_variants_never_judge_their_own_sentence() -> None:
    table = tabulate(prepare(SMALL, copies=2))
    assert len(table.truth) == 3 * len(SMALL)
    assert len({(s, t) for s, t in zip(table.source, table.truth, strict=True)}) == len(SMALL)
    assert across_folds(table, HELD_OUT).shape == (len(SMALL), 3)


def test_digits_and_blanks_say_nothing() -> None:
    assert character_features("โลละ 35") == character_features("โลละ82")
    assert word_features(["โล", " ", "35"]) == word_features(["โล", "82"])


def test_kinds_are_read_once_for_all_words() -> None:
    assert kinds()["จำหน่าย"] == kinds()["ขาย"] == "#sell"
    assert len(kinds()) > 1_000
    assert all(kind.isidentifier() for kind in listed())


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_augmenting_any_text_is_repeatable(text: str) -> None:
    assert variants(text, 3) == variants(text, 3)
    assert one_typo(text) == one_typo(text)


def test_augmenting_changes_the_writing_and_not_the_numbers() -> None:
    from random import Random

    text = "ไม่รู้ว่าพรุ่งนี้ขายมะม่วง 35 บาทที่ไหนครับ"
    assert any(in_dialect(text, Random(n)) != text for n in range(9))
    assert any(" " not in respaced(text, Random(n)) for n in range(9))
    assert all("35" in typo(text, Random(n)) for n in range(50))
    assert sum(typo(text, Random(n)) != text for n in range(50)) > 45


def test_macro_f1_and_accuracy() -> None:
    counted = Score()
    for truth, given_answer in [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]:
        counted.add(truth, given_answer)
    assert counted.accuracy == 0.75
    assert counted.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)


def test_a_row_without_a_tab_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.tsv"
    file.write_text("ก\ta\nข\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rows\.tsv, line 2"):
        read_rows(file)


def test_the_examples_have_no_empty_file() -> None:
    assert {label for _, label in examples()} == {file.stem for file in example_files()}


def test_the_cache_is_one_file_for_all_data_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NETASA_CACHE", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "a"))
    first = store.cache_folder()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "b"))
    assert store.cache_folder() == first
    monkeypatch.setenv("NETASA_CACHE", str(tmp_path / "chosen"))
    assert store.cache_folder() == tmp_path / "chosen"


def test_a_broken_file_is_trained_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Model) -> None:
    monkeypatch.setenv("NETASA_CACHE", str(tmp_path))
    path = tmp_path / f"understanding-{store.fingerprint()}.npz"
    path.write_bytes(b"half a fi")
    monkeypatch.setattr(store, "_train_apart", lambda path: store.write(small, path))
    store.classifier.cache_clear()
    try:
        assert store.classifier().labels == small.labels
        assert Model.read(path).labels == small.labels
    finally:
        store.classifier.cache_clear()


def test_files_of_versions_long_gone_are_removed(tmp_path: Path, small: Model) -> None:
    for number in range(store.KEPT + 3):
        store.write(small, tmp_path / f"understanding-{number:016x}.npz")
    assert len(list(tmp_path.iterdir())) == store.KEPT


def test_a_serving_process_never_loads_scikit_learn() -> None:
    program = (
        "import sys; from datetime import datetime, UTC; import intents.intent; intents.intent.declared();"
        "from intents.understand import warm_up; warm_up(datetime(2025, 11, 21, tzinfo=UTC));"
        "print('sklearn' in sys.modules, 'scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
