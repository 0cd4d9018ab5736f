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


@pytest.mark.parametrize(
    ("intent", "sentence", "place"),
    [
        ("post_tradition", "ลงแห่นางแมวให้หน่อย จัดที่วัดโพธิ์ชัยหลังสงกรานต์", "วัดโพธิ์ชัย"),
        ("post_tradition", "ขอลงบุญคูณลาน 9 มกราคม 2570 ที่ลานวัดป่า", "ลานวัดป่า"),
        ("post_place", "เพิ่มร้านก๋วยเตี๋ยวเจ๊หมวย ริมครอง อร่อยมาก", "ริมครอง"),
        ("register", "ข่อยเป็นคนบ้านหนองผือ ขอเข้านำแหน่", "บ้านหนองผือ"),
        ("broadcast_announcement", "พี่น้องบ้านหนองแคน พรุ่งนี้มีรถมารับซื้อมันอยู่ลานวัด", "ลานวัด"),
        ("broadcast_announcement", "แจ้งทุกบ้านแม่ใหญ่สาเสียแล้ว รดน้ำศพที่บ้านเลขที่ 12 เชิญร่วมงาน", "บ้านเลขที่ 12"),
        ("broadcast_announcement", "วันจันทร์เจ้าหน้าที่ ธ.ก.ส. จะมาที่ศาลา 9 โมง", "ศาลา"),
        ("ask_centre", "ที่ศูนย์ปริ้นสีได้ไหม", "ศูนย์"),
    ],
)
def test_where_it_is(intent: str, sentence: str, place: str) -> None:
    assert where(sentence, intent)["place"] == place


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [
        ("browse_traditions", "ทอดผ้าป่าเขาต้องใส่ชุดอะไรไปวัด"),
        ("browse_traditions", "แห่เทียนเขาเอาอะไรไปวัดกันบ้าง"),
        ("ask_courses", "อบรมแคนวาของเจ้าหน้าที่เทศบาล เริ่มวันไหน"),
        ("talk_to_human", "มีคนแอบอ้างเป็นเจ้าหน้าที่ศูนย์โทรมาขอโอนเงิน"),
        ("report_stats", "นายอำเภอท่านอยากรู้ว่ามีกี่ครัวเรือนแล้ว"),
        ("report_stats", "ตำบลท่านมีสมาชิกกี่คน"),
        ("register", "ไลน์ยายยังเป็นของหมู่บ้านเก่าอยู่เลย"),
        ("broadcast_announcement", "ขอให้ทุกบ้านคว่ำภาชนะวันนี้เลยนะคะ"),
    ],
)
def test_who_somebody_is_and_where_one_goes_are_no_place(intent: str, sentence: str) -> None:
    assert where(sentence, intent) == {}


def test_a_village_number_with_a_short_vowel_wrong() -> None:
    assert where("พรุ่งนี้งดจ่ายไฟ หมุ่5ทั้งหมด") == {"village_no": "5"}
