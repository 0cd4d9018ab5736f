"""Being civil: greeting, thanks, what is not the bot's affair, and things that are not text."""

from collections.abc import Callable

from handlers.capability import Capability, Context, Form, Found
from handlers.menu import menu
from handlers.posting import forbidden
from handlers.replies import say


def _greet(context: Context, form: Form) -> Found:
    village = context.person.village
    if village is None:
        return Found(answer=say("สวัสดีค่ะ เน็ตอาสาค่ะ", "ดูของในหมู่บ้าน หรือลงขายของเองก็ได้ อยากทำอะไรคะ", choices=menu()))
    return Found(answer=say(f"สวัสดีค่ะ ชาว{village.name}", "วันนี้อยากทำอะไรคะ", choices=menu()))


def _thank(context: Context, form: Form) -> Found:
    return Found(answer=say("ยินดีค่ะ 🙏", "มีอะไรให้ช่วยอีก พิมพ์มาได้เลยนะคะ", choices=menu()))


def _decline(context: Context, form: Form) -> Found:
    """Also what may not be published: then the reason is the answer."""
    reason = forbidden.reason(form.text) if form.text else None
    if reason is not None:
        return Found(answer=say("เรื่องนี้ลงในเน็ตอาสาไม่ได้ค่ะ", reason, choices=menu()))
    return Found(answer=say("เรื่องนี้เน็ตอาสาช่วยไม่ได้ค่ะ ขอโทษนะคะ", "ที่ช่วยได้ แตะเลือกด้านล่างเลยค่ะ", choices=menu()))


def _always(*lines: str) -> Callable[[Context, Form], Found]:
    def look(context: Context, form: Form) -> Found:
        return Found(answer=say(*lines, choices=menu()))

    return look


CAPABILITIES = (
    Capability("greeting", look=_greet),
    Capability("thanks", look=_thank),
    Capability("out_of_scope", look=_decline),
    Capability("sent_sticker", look=_always("น่ารักจังค่ะ 😊", "อยากทำอะไร แตะเลือกหรือพิมพ์มาได้เลยนะคะ")),
    Capability("sent_audio", look=_always("ยังฟังเสียงไม่ได้ค่ะ", "กดไมค์บนแป้นพิมพ์แล้วพูด ให้เป็นตัวหนังสือแทนได้นะคะ")),
    Capability("sent_video", look=_always("ยังรับวิดีโอไม่ได้ค่ะ", "ส่งเป็นรูปภาพแทนได้เลยนะคะ")),
    Capability("sent_file", look=_always("ยังเปิดไฟล์ไม่ได้ค่ะ", "พิมพ์เป็นข้อความ หรือส่งเป็นรูปแทนได้นะคะ")),
    Capability("sent_image", look=_always("รูปนี้เปิดไม่ได้ค่ะ", "เลือกรูปจากในเครื่องแล้วส่งใหม่ได้เลยนะคะ")),
    Capability("sent_blank", look=_always("ยังไม่เห็นข้อความค่ะ", "พิมพ์สิ่งที่อยากทำมาได้เลยนะคะ")),
    Capability("sent_unknown", look=_always("ได้รับแล้วค่ะ แต่ยังอ่านแบบนี้ไม่ได้", "พิมพ์เป็นข้อความมาได้เลยนะคะ")),
)
