"""Who is to learn: the pupils that a form names, and how many they are."""

import re
from typing import Final

from handlers.capability import Form
from intents.intent import Value
from intents.thai.normalise import normalise
from models.course import Course
from models.enrolment import MOST_SEATS
from models.role import ADULT_AGE

ONESELF = "ตัวเอง"
_KIN: Final = re.compile(
    r"(?:ให้|หื้อ|แทน|พา)\s?(?P<kin>(?:คุณ)?(?:แม่ยาย|พ่อตา|แม่|พ่อ|ยาย|ตา(?!ม)|ย่า|ปู่|ลูกสาว|ลูกชาย|หลานสาว|หลานชาย|ลูก|หลาน|สามี|ภรรยา"
    r"|เมีย|ผัว|แฟน|น้องสาว|น้องชาย|พี่สาว|พี่ชาย|เพื่อน|ป้า|ลุง|น้า))(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|จ้า|ไป|เรียน|ลง|เสาร์|อาทิตย์|วัน|แหน่|ที|คน|สอง|สาม|อายุ|วัย|[0-9])"
)
_NUMBERS: Final = {"คนเดียว": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10}
_HEADS: Final = re.compile(
    r"(สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)\s?(?:คน|ที่(?!ศูนย์)|ท่าน)|กับ(?:แม่|พ่อ|เพื่อน|ลูก|หลาน|แฟน|ยาย|ตา)"
)
_CALLED: Final = r"(?:น้อง|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|นาย|นางสาว|นาง|ยาย|ตา|ป้า|ลุง|พี่|แม่|พ่อ)\s?[ก-๙]{2,15}?"
_ENDS: Final = r"(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|ไป|เรียน|ลง|สมัคร|เสาร์|วัน|อายุ|สองคน|สามคน|[0-9])"
_BESIDE: Final = r"(?:\s?(?:กับ|และ|แล้วก็|,)\s?|\s)"
_SEVERAL: Final = re.compile(rf"{_CALLED}(?:{_BESIDE}{_CALLED})+{_ENDS}")
_ONE: Final = re.compile(rf"{_CALLED}(?={_BESIDE}|$)|{_CALLED}{_ENDS}")
_AGE: Final = re.compile(r"(?:อายุ|วัย)\s?(\d{1,2})(?!\d|\s?ปีขึ้นไป)|(\d{1,2})\s?ขวบ")
_GROWN: Final = re.compile(r"(?:คุณ)?(?:แม่ยาย|พ่อตา|แม่|พ่อ|ยาย|ตา|ย่า|ปู่|สามี|ภรรยา|เมีย|ผัว|ป้า|ลุง|น้า)")


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
    if names := names_in(form):
        return " กับ ".join(names)
    return "" if name in (ONESELF, "ฉัน", "ผม", "หนู", "เรา") else name


def names_in(form: Form) -> list[str]:
    """ "ให้น้องเอกับน้องบี": several by name, as long as neither name nor number was corrected since; else none."""
    name = form.text_of("name")
    several = next((found[0] for found in _SEVERAL.finditer(form.text) if name and name in found[0]), "")
    names = [found[0] for found in _ONE.finditer(several)]
    is_counted = "quantity" not in form.values or _quantity(form) == len(names)
    return names if 1 < len(names) <= MOST_SEATS and is_counted else []


def heads_of(form: Form) -> int:
    """How many seats are wanted, 1..10."""
    return len(names_in(form)) or _quantity(form)


def _quantity(form: Form) -> int:
    return max(1, min(MOST_SEATS, int(float(str(form.values.get("quantity", 1))))))


def ages_in(text: str) -> list[int]:
    """The ages that a sentence tells, in years; "อายุ 60 ปีขึ้นไป" is nobody's age."""
    return [int(found[1] or found[2]) for found in _AGE.finditer(normalise(text))]


def can_come(form: Form, course: Course) -> bool:
    """Whether the ages fit that the sentence tells of the pupils: in years, or by what they are called (ยาย, พ่อ)."""
    if any(not course.is_for_age(age) for age in ages_in(form.text)):
        return False
    return not (is_for_the_young(course) and _GROWN.fullmatch(form.text_of("name")))


def is_for_the_young(course: Course) -> bool:
    """Whether no adult may come."""
    return course.age_max is not None and course.age_max < ADULT_AGE
