"""Personal data: consent, withdraw, see, erase (PDPA B.E. 2562)."""

from intents.intent import Intent

INTENTS = (
    Intent(name="privacy_request", title="ข้อมูลของฉัน", example="ข้อมูลของฉัน", in_menu=14),
    Intent(name="consent", title="ยินยอมให้เก็บข้อมูล", example="", is_confirmed=True, is_quiet=True, is_inner=True),
    Intent(
        name="withdraw_consent", title="ถอนความยินยอม", example="", is_confirmed=True, is_inner=True, by_button_only=True
    ),
    Intent(
        name="erase_me", title="ลบข้อมูลของฉัน", example="", is_confirmed=True, is_inner=True, by_button_only=True,
        whole=("ลบข้อมูลของฉัน", "ลบข้อมูลฉัน", "ลบข้อมูลของผม", "ลบข้อมูลของหนู"),
    ),
)  # fmt: skip
