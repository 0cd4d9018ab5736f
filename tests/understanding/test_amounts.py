"""Prices, bundles, quantities, phones and village numbers of one sentence (the table is amounts.tsv)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.entities.money import amounts, amounts_in
from intents.thai.normalise import normalise
from tests.understanding.table import rows

KEYS = {
    "p": "price",
    "m": "price_max",
    "b": "bundle_quantity",
    "u": "unit",
    "q": "quantity",
    "ph": "phone",
    "v": "village_no",
}
PIECES = st.sampled_from(
    [
        "3",
        "ถุง",
        "100",
        "โล",
        "ละ",
        "บาท",
        "ร้อย",
        "ห้า",
        "พัน",
        "ครึ่ง",
        "-",
        "ถึง",
        "ไม่เกิน",
        "มี",
        "ราคา",
        "ฟรี",
        "฿",
        ",",
        ".",
        "/",
        "นึง",
        "ต่อ",
        "ม.",
        "9",
        "081-000-0000",
        "ได้",
    ]
)


def said(says: str) -> dict[str, float | str | bool]:
    """ "p=100 b=3 u=ถุง" as the command prints it."""
    found: dict[str, float | str | bool] = {}
    for part in says.split():
        key, _, value = part.partition("=")
        if key in ("free", "ambiguous"):
            found[key] = True
        elif key != "-":
            found[KEYS[key]] = value if key in ("u", "ph", "v") else float(value)
    return found


@pytest.mark.parametrize(("sentence", "says"), list(rows("amounts.tsv")))
def test_amounts(sentence: str, says: str) -> None:
    assert amounts(sentence).as_json() == said(says)


def test_whole_numbers_are_printed_without_a_point() -> None:
    assert str(amounts("โลละ 280").as_json()["price"]) == "280"


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    amounts(text)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_pieces_of_prices_are_read_and_spans_lie_in_the_text(text: str) -> None:
    clean = normalise(text)
    for start, end in amounts_in(clean).spans.values():
        assert 0 <= start < end <= len(clean)
