"""Figures and follow-up for those who look after many villages."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="report_stats",
        title="ดูตัวเลขและรายงาน",
        example="หมู่ไหนเงียบเกิน 30 วันบ้าง",
        whole=("รายงาน", "สถิติ", "ขอตัวเลข", "ดูรายงาน", "สรุปยอด", "ขอสถิติ", "ดูสถิติ"),
    ),
)
