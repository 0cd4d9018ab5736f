"""A yes that says "not", and every no that must stay one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from intents.classify.choice import rules
from intents.thai.normalise import normalise
from intents.understand import CONFIRM, understand

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))

YES = """
ไม่มีปัญหาค่ะ
ไม่มีปัญหา ลงเลย
ไม่ผิดแล้วครับ
ไม่ผิดจ้ะ ถูกหมด
ไม่ต้องแก้แล้ว ลงได้
ไม่ต้องแก้อะไรแล้วค่ะ ส่งเลย
ไม่ต้องเปลี่ยนแล้ว ลงเลยครับ
ไม่มีอะไรผิดค่ะ
ไม่มีอะไรแก้แล้วครับ
ไม่มีอะไรต้องแก้ ลงได้เลย
ไม่มีที่ผิดเลย ถูกต้องครับ
ไม่เห็นมีอะไรผิด เอาตามนี้
ไม่มีข้อผิดพลาดครับ ยืนยัน
ไม่ขัดข้องครับ
บ่ผิดเด้อ ลงโลด
บ่มีหยังผิด เอาโลด
บ่ต้องแก้แล้วเจ้า
ม่ายผิดนิ ลงได้เลย
ไม่เป็นไร ถูกแล้ว
ถูกต้องทุกอย่าง อย่างนี้แหละ ลงได้เลย
"""
NO = """
ไม่ใช่ ผิดแล้ว
ไม่ใช่ค่ะ ต้องแก้
ไม่ผิดที่ไหน ผิดเต็มๆ
ไม่มีอะไรถูกเลย
ไม่มีปัญหา แต่ยังไม่ลง
ไม่มีปัญหาค่ะ แต่รอก่อนนะ
ไม่ผิดแต่อย่าเพิ่งส่ง
ไม่ต้องลงแล้ว
ไม่ต้องส่งค่ะ
ไม่ต้องแก้ ไม่ต้องลง
ไม่เป็นไรค่ะ
ไม่เป็นไร ไว้วันหลัง
มีปัญหา ไม่ตรงกัน
บ่แม่น ผิดแล้วเด้อ
บ่ต้องดอก บ่เอา
บ่มีหยังถืกจักอัน
ม่ายเอา ม่ายลง
หม้าย ยังผิดอยู่
อย่าเพิ่ง ยังไม่ถูกทุกอย่าง
ห้ามลงนะ ราคาผิด
ขอระงับการดำเนินการนี้ครับ
ยังไม่ประสงค์ให้เผยแพร่
ใช่ที่ไหนล่ะ
ใช่เหรอ
ถูกซะเมื่อไหร่
แม่นหม่องใด๋
ม่ายช่ายนะ
จะถูกได้ไง
คนละเรื่องเลย
มิใช่ครับ
ขอทบทวนก่อน
เปล่าค่ะ
"""


@pytest.mark.parametrize("text", YES.split("\n")[1:-1])
def test_a_yes_may_say_not(text: str) -> None:
    assert rules().allows("confirm_yes", normalise(text))
    assert understand(text, now=NOW, pending=CONFIRM).intent == "confirm_yes"


@pytest.mark.parametrize("text", NO.split("\n")[1:-1])
def test_a_no_is_never_a_yes(text: str) -> None:
    assert not rules().allows("confirm_yes", normalise(text))
    assert understand(text, now=NOW, pending=CONFIRM).intent != "confirm_yes"
