"""Belonging: the welcome, consent, roles by a one-time code. Joining a village is in joining.py."""

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.joining import too_many_tries
from handlers.menu import menu
from handlers.replies import AGREE, DISAGREE, Answer, Button, Card, Move, Start, say
from models import role_code
from models.role import Role, give
from models.village import Village

HUMAN = Button("คุยกับคน", Start("talk_to_human"))


def join_first(context: Context, what: str) -> Found | None:
    """What has to come before something that only members can do; None for a member."""
    if context.person.consented_at is None:
        return Found(answer=say(f"{what}ได้เมื่อเป็นลูกบ้านค่ะ ใช้เวลาไม่ถึงนาที"), first="consent")
    if context.person.village is None:
        return Found(answer=say(f"{what}ได้เมื่อเป็นลูกบ้านค่ะ เข้าร่วมหมู่บ้านก่อนนะคะ"), first="register")
    return None


# --- the welcome and the notice ---------------------------------------------------------------------------------------


def _welcome(context: Context, form: Form) -> Found:
    person = context.person
    if person.consented_at is not None:
        where = f"จาก{person.village.name}" if person.village else ""
        return Found(answer=say(f"ยินดีต้อนรับกลับมาค่ะ{where}", "อยากทำอะไร พิมพ์มาได้เลยค่ะ", choices=menu()))
    hello = say("สวัสดีค่ะ เน็ตอาสาค่ะ", "ลงขายของ ดูของในหมู่บ้านได้ พิมพ์ภาษาไทยธรรมดาเลยค่ะ")
    return Found(answer=hello, instead="consent")


def _notice(context: Context, form: Form) -> Card:
    return Card(
        heading="ขอความยินยอมก่อนนะคะ",
        title="เราเก็บอะไรบ้าง",
        note=(
            "• ชื่อหมู่บ้าน และสิ่งที่คุณลงไว้ เพื่อแสดงบนหน้าเว็บ\n"
            "• ชื่อที่คุณใช้ในไลน์ เพื่อให้คนในหมู่บ้านรู้ว่าใคร\n"
            "• ข้อความในแชทเก็บไม่เกิน 30 วัน\n"
            "• เบอร์โทรแสดงเมื่อคุณอนุญาตเท่านั้น\n"
            "• ขอดู ขอลบ หรือถอนความยินยอมได้ทุกเมื่อ\n"
            "ไม่ยินยอมก็ยังดูของและถามได้ค่ะ"
        ),
        buttons=(Button(AGREE, Move("yes")), Button(DISAGREE, Move("no"))),
    )


def _is_agreed(context: Context, form: Form) -> Found:
    if context.person.consented_at is not None:
        return Found(answer=say("ยินยอมไว้แล้วค่ะ ขอบคุณนะคะ", choices=menu()))
    return Found()


def _agree(context: Context, form: Form) -> Done:
    context.person.consent(context.now)
    thanks = say("ขอบคุณค่ะ", choices=menu())
    if context.person.village is None:
        return Done(thanks, then="register")
    return Done(thanks)


def _disagree(context: Context, form: Form) -> Answer:
    return say("ไม่เป็นไรค่ะ ไม่เก็บข้อมูลของคุณ", "ยังดูของและถามได้ตามปกติ เปลี่ยนใจเมื่อไรบอกได้นะคะ", choices=menu())


# --- roles by a one-time code ----------------------------------------------------------------------------------------


def _may_redeem(context: Context, form: Form) -> Found:
    return Found(first="consent") if context.person.consented_at is None else Found()


def _redeem(context: Context, form: Form) -> Done:
    db, person, now = context.db, context.person, context.now
    if role_code.tries_left(db, person, now) == 0:
        return Done(too_many_tries())
    redeemed = role_code.redeem(db, person, form.text_of("join_code"), now)
    if redeemed is None:
        role_code.note_wrong_try(db, person, now)
        return Done(say("รหัสนี้ใช้ไม่ได้ค่ะ อาจพิมพ์ผิด ใช้ไปแล้ว หรือเกิน 7 วัน", "ขอรหัสใหม่จากผู้ดูแลระบบได้ค่ะ", choices=(HUMAN,)))
    give(db, person, redeemed.role, now, village_id=redeemed.village_role_id, centre_id=redeemed.centre_id)
    village = db.get_one(Village, redeemed.village_id)
    if person.village is None and redeemed.role is not Role.INSPECTOR:
        # An inspector looks at the village and does not belong to it.
        person.village_id, person.village = village.id, village
    db.flush()
    told = say(f"ตอนนี้คุณเป็น{redeemed.role.thai} {village.name}แล้วค่ะ", "ทำอะไรต่อดีคะ", choices=menu())
    return Done(told, settles=("register", "join_village") if person.village is not None else ())


CAPABILITIES = (
    Capability("sent_follow", look=_welcome),
    Capability("consent", look=_is_agreed, preview=_notice, act=_agree, decline=_disagree),
    Capability("role_code", look=_may_redeem, act=_redeem),
)
