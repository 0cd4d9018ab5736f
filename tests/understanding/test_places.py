"""Village numbers, tambon, amphoe, province and places in one sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from intents.entities import Home, extract
from intents.entities.places import areas
from intents.thai.normalise import normalise
from intents.thai.words import words

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
KEYS = ("village_no", "tambon", "amphoe", "province", "place")


def where(sentence: str, intent: str = "broadcast_announcement") -> dict[str, object]:
    """The parts of an address that a sentence names."""
    text = normalise(sentence)
    found, _ = extract(text, words(text), intent=intent, now=NOW)
    return {entity.key: entity.value for entity in found if entity.key in KEYS}


@pytest.mark.parametrize(
    ("sentence", "address"),
    [
        (
            "ม.9 ต.ท่าแสงทอง อ.เมือง จ.ขอนแก่น",
            {"village_no": "9", "tambon": "ท่าแสงทอง", "amphoe": "เมือง", "province": "ขอนแก่น"},
        ),
        (
            "หมู่ที่ ๙ ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น",
            {"village_no": "9", "tambon": "ในเมือง", "amphoe": "เมืองขอนแก่น", "province": "ขอนแก่น"},
        ),
        ("หมู่สิบสองน้ำไม่ไหล", {"village_no": "12"}),
        ("ต.บ้านกลางมีอะไรขาย", {"tambon": "บ้านกลาง"}),
        ("ต.ในเมืองอ.พิมายจ.นครราชสีมา", {"tambon": "ในเมือง", "amphoe": "พิมาย", "province": "นครราชสีมา"}),
        ("ของดีเชียงใหม่", {"province": "เชียงใหม่"}),
        ("จ.เลย", {"province": "เลย"}),
        ("จ.ตาก อ.แม่สอด", {"province": "ตาก", "amphoe": "แม่สอด"}),
        ("เอาผ้าไปตากเลย", {}),
        ("ตำบลเรามีกี่หมู่", {}),
        ("อำเภอไหนบ้าง", {}),
        ("นักเรียน ม.3 เรียนฟรี", {}),
        ("ประชุมที่ศาลากลางบ้าน 9 โมง", {"place": "ศาลากลางบ้าน"}),
        ("ประชุม 9 โมงที่วัดโพธิ์ชัยครับ", {"place": "วัดโพธิ์ชัย"}),
        ("เจอกันที่หอประชุมอำเภอ", {"place": "หอประชุมอำเภอ"}),
        ("ฉีดวัคซีนที่ รพ.สต. พรุ่งนี้", {"place": "รพ.สต."}),
        ("พรุ่งนี้ไปไหน", {}),
    ],
)  # fmt: skip
def test_addresses(sentence: str, address: dict[str, str]) -> None:
    assert where(sentence) == address


def test_a_tambon_of_a_common_name_is_the_one_near_home() -> None:
    assert len(areas("ในเมือง")) > 5
    near = areas("ในเมือง", home=Home(amphoe="เมืองขอนแก่น", province="ขอนแก่น"))
    assert [(area.amphoe, area.province) for area in near] == [("เมืองขอนแก่น", "ขอนแก่น")]


def test_what_is_told_is_stronger_than_home() -> None:
    told = areas("ในเมือง", amphoe="พิมาย", home=Home(province="ขอนแก่น"))
    assert [area.province for area in told] == ["นครราชสีมา"]


def test_an_unknown_tambon_is_no_area() -> None:
    assert areas("ท่าแสงทองมาก") == ()
