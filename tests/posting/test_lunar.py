"""The months in which a day of the moon usually falls: known feasts of many years lie in them."""

import pytest

from handlers.posting.lunar import spoken, usual_months


@pytest.mark.parametrize(
    ("occasion", "months"),
    [
        ("วันเพ็ญ เดือน 12", (11,)),
        ("วันเพ็ญเดือนสิบสอง", (11,)),
        ("ขึ้น 15 ค่ำ เดือน 11", (10,)),
        ("แรม ๑ ค่ำ เดือน ๑๑", (10,)),
        ("วันออกพรรษา", (10,)),
        ("แรม 14 ค่ำ เดือน 9", (8, 9)),
        ("ขึ้น 15 ค่ำ เดือน 3", (2, 3)),
        ("เดือน 4", (3, 4)),
        ("เดือนยี่", (1, 2)),
        ("วันเข้าพรรษา", (7,)),
        ("วันวิสาขบูชา", (5, 6)),
    ],
)
def test_a_day_of_the_moon_has_its_usual_months(occasion: str, months: tuple[int, ...]) -> None:
    assert usual_months(occasion) == months


@pytest.mark.parametrize(
    "occasion",
    ["14 เมษายน ทุกปี", "ราวเดือนกันยายน–ตุลาคม", "หลังออกพรรษา ราวเดือนพฤศจิกายน", "วันอาทิตย์แรกของเดือน", "5/12/2569", ""],
)
def test_what_no_moon_tells_has_none(occasion: str) -> None:
    assert usual_months(occasion) == ()


def test_it_is_said_to_be_no_more_than_usual() -> None:
    assert spoken((8, 9)) == "ราว ส.ค.–ก.ย. ตามปฏิทินจันทรคติ"
    assert spoken(()) == ""
