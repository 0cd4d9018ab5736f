"""Who is to learn: the pupils that a form names, and how many they are."""

import re
from typing import Final

from handlers.capability import Form
from intents.intent import Value
from models.enrolment import MOST_SEATS

ONESELF = "ตัวเอง"
_KIN: Final = re.compile(
    r"(?:ให้|หื้อ|แทน|พา)\s?(?P<kin>(?:คุณ)?(?:แม่ยาย|พ่อตา|แม่|พ่อ|ยาย|ตา(?!ม)|ย่า|ปู่|ลูกสาว|ลูกชาย|หลานสาว|หลานชาย|ลูก|หลาน|สามี|ภรรยา"
    r"|เมีย|ผัว|แฟน|น้องสาว|น้องชาย|พี่สาว|พี่ชาย|เพื่อน|ป้า|ลุง|น้า))(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|จ้า|ไป|เรียน|ลง|เสาร์|อาทิตย์|วัน|แหน่|ที|คน|สอง|1|2)"
)
_NUMBERS: Final = {"คนเดียว": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10}
_HEADS: Final = re.compile(
    r"(สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)\s?(?:คน|ที่(?!ศูนย์)|ท่าน)|กับ(?:แม่|พ่อ|เพื่อน|ลูก|หลาน|แฟน|ยาย|ตา)"
)
_CALLED: Final = r"(?:น้อง|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|นาย|นางสาว|นาง|ยาย|ตา|ป้า|ลุง|พี่|แม่|พ่อ)\s?[ก-๙]{2,15}?"
_PAIR: Final = re.compile(
    rf"(?P<first>{_CALLED})\s?(?:กับ|และ|แล้วก็|,)\s?(?P<second>{_CALLED})(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|ไป|เรียน|ลง|สมัคร|เสาร์|วัน|สองคน|2)"
)


def told_in(form: Form) -> dict[str, Value]:
    """Pupil and number of people that the sentence tells besides what was understood already."""
    values: dict[str, Value] = {}
    if not form.text_of("name") and (kin := _KIN.search(form.text)):
        values["name"] = kin["kin"]
    if "quantity" not in form.values and (heads := _HEADS.search(form.text)):
        values["quantity"] = _NUMBERS.get(heads[1] or "", 2)
    return values


def pupil_of(form: Form) -> str:
    """Who learns, as it is written; empty: the person."""
    name = form.text_of("name")
    if (pair := pair_in(form)) is not None:
        return f"{pair['first']} กับ {pair['second']}"
    return "" if name in (ONESELF, "ฉัน", "ผม", "หนู", "เรา") else name


def pair_in(form: Form) -> re.Match[str] | None:
    """ "ให้น้องเอกับน้องบี": two by name, as long as the name was not corrected since."""
    name = form.text_of("name")
    return next((pair for pair in _PAIR.finditer(form.text) if name and name in pair[0]), None)


def heads_of(form: Form) -> int:
    """How many seats are wanted, 1..10."""
    if "quantity" not in form.values and pair_in(form) is not None:
        return 2
    return max(1, min(MOST_SEATS, int(float(str(form.values.get("quantity", 1))))))
