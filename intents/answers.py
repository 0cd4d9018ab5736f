"""Answers to a pending question: cancel, yes, no."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="cancel",
        title="ยกเลิก",
        example="ยกเลิก",
        whole=("ยกเลิก", "ยกเลิกเลย", "ไม่เอาแล้ว", "ไม่ทำแล้ว", "พอแล้ว", "เลิก", "ยกเลิกก่อน", "ยกเลิกทั้งหมด"),
    ),
    Intent(
        name="confirm_yes",
        title="ใช่",
        example="ใช่",
        whole=("ใช่", "ใช่แล้ว", "ตกลง", "โอเค", "ok", "ลงเลย", "ได้เลย", "ถูกต้อง", "ยืนยัน", "ยินยอม", "แม่น", "แม่นแล้ว"),
        refuses=(r"ไม่|บ่|หม้าย|อย่า",),
        only_pending=True,
    ),
    Intent(
        name="confirm_no",
        title="ไม่ใช่",
        example="ไม่ใช่",
        whole=("ไม่", "ไม่ใช่", "ผิด", "ยังก่อน", "ไม่ยินยอม", "บ่", "บ่แม่น", "หม้าย"),
        only_pending=True,
    ),
)
