"""What the dialogue's moves sound like in Thai. The questions themselves stand with their slots in intents/."""

from collections.abc import Sequence
from dataclasses import replace

from bot import moves
from bot.progress import lines_of
from handlers.capability import Context, Form, capabilities
from handlers.menu import menu, offered
from handlers.replies import (
    CANCEL,
    EDIT,
    NO,
    PUBLISH,
    RESUME,
    YES,
    Answer,
    Button,
    Card,
    Cards,
    Move,
    Open,
    Reply,
    Start,
    in_short,
    say,
)
from intents.intent import Intent, Slot, Value, declared
from models.unsending import Removed

CANCEL_BUTTON = Button(CANCEL, Move("cancel"))
RESUME_BUTTON = Button(RESUME, Move("resume"))


def human_first() -> tuple[Button, ...]:
    """The menu for somebody who is stuck."""
    human = _human()
    return (human, *menu())


def _human() -> Button:
    return Button(declared()["talk_to_human"].title, Start("talk_to_human"))


def of(context: Context, move: moves.Move) -> Answer:
    """The words of a move; nothing for one that only goes on."""
    match move:
        case moves.Ask():
            return _ask(move)
        case moves.Choose():
            return _choose(move)
        case moves.Offer():
            return _offer(move)
        case moves.Edit():
            return _edit(move)
        case moves.Replace():
            return _replace(move)
        case moves.Confirm():
            return _confirm(context, move)
        case moves.Cancelled():
            return cancelled(move.form, move.photos)
        case moves.Noted():
            return _noted(context, move)
        case moves.Pinned():
            return say("ได้ตำแหน่งแล้วค่ะ", f"จะใช้กับ “{_name(move.form)}” นะคะ")
        case moves.Remind():
            return _remind(move)
        case moves.Point():
            link = Button("ดูรายละเอียด", Open(move.url))
            return Answer((Card(move.title, buttons=(link,), link=move.url),))
        case moves.Stale():
            return _stale(move)
        case moves.Missed():
            return _missed(move)
    return Answer(())


def signed(answer: Answer, key: str) -> Answer:
    """The answer with its buttons belonging to the open draft."""
    return replace(
        answer,
        replies=tuple(_signed_reply(reply, key) for reply in answer.replies),
        choices=_signed_buttons(answer.choices, key),
    )


def _signed_reply(reply: Reply, key: str) -> Reply:
    if isinstance(reply, Card):
        return replace(reply, buttons=_signed_buttons(reply.buttons, key))
    if isinstance(reply, Cards):
        return replace(reply, cards=tuple(replace(c, buttons=_signed_buttons(c.buttons, key)) for c in reply.cards))
    return reply


def _signed_buttons(buttons: Sequence[Button], key: str) -> tuple[Button, ...]:
    return tuple(
        replace(b, action=replace(b.action, dialogue=key)) if isinstance(b.action, Move) else b for b in buttons
    )


def _slot(form: Form, name: str) -> Slot:
    return next(slot for slot in declared()[form.intent].slots if slot.name == name)


def _pick(options: Sequence[tuple[str, Value]]) -> tuple[Button, ...]:
    return tuple(Button(label, Move("pick", value)) for label, value in options[:12])


def _ask(move: moves.Ask) -> Answer:
    slot = _slot(move.form, move.slot)
    questions = slot.questions or (f"ขอ{slot.title}ค่ะ",)
    question = questions[min(move.attempt, len(questions) - 1)]
    noted = "แก้ให้แล้วค่ะ" if move.after_correction else ""
    choices = (*_pick([(s, s) for s in slot.suggestions]), CANCEL_BUTTON)
    return say(noted, question, choices=choices)


def _choose(move: moves.Choose) -> Answer:
    slot = _slot(move.form, move.slot)
    question = slot.questions[min(move.attempt, len(slot.questions) - 1)] if slot.questions else ""
    if move.slot not in ("post",) and not slot.takes_others:
        question = f"{slot.title} หมายถึงอันไหนคะ"
    lines = [f"{number}. {label}" for number, (label, _) in enumerate(move.options, 1)]
    return say(question, *lines, choices=(*_pick(move.options), CANCEL_BUTTON))


def _offer(move: moves.Offer) -> Answer:
    title = _slot(move.form, move.slot).title if move.slot else ""
    suggestions = _pick([(s, s) for s in _slot(move.form, move.slot).suggestions]) if move.slot else ()
    waits = f"ยังขาด{title}ค่ะ ไม่ต้องรีบนะคะ" if title else "ยังไม่เข้าใจว่าจะแก้บรรทัดไหนค่ะ"
    return say(
        waits,
        "พิมพ์มาเมื่อพร้อม หรือแตะเลือกด้านล่างได้ค่ะ",
        choices=(*suggestions, RESUME_BUTTON, CANCEL_BUTTON, _human()),
    )


def _edit(move: moves.Edit) -> Answer:
    slots = lines_of(declared()[move.form.intent])
    options = [(slot.title, slot.name) for slot in slots]
    return say(
        "จะแก้บรรทัดไหนคะ แตะเลือก",
        f"หรือพิมพ์เลย เช่น {_correction(slots)}",
        choices=(*_pick(options), RESUME_BUTTON, CANCEL_BUTTON),
    )


def _correction(slots: Sequence[Slot]) -> str:
    """A line of this form, corrected by typing it."""
    told = {"price": "“ราคา 300”", "time": "“เวลา 9 โมง”", "until": "“ถึงวันศุกร์”", "date": "“วันเสาร์”"}
    mine = {slot.name for slot in slots}
    return next((words for name, words in told.items() if name in mine), "“ราคา 300”")


def _replace(move: moves.Replace) -> Answer:
    return say(
        f"มีร่าง “{_begun(move.form)}” ค้างอยู่ค่ะ",
        f"จะเริ่ม “{move.name}” แทนไหมคะ",
        choices=(Button(YES, Move("yes")), Button(NO, Move("no")), CANCEL_BUTTON),
    )


def _begun(form: Form) -> str:
    """What is open, told from another of its kind: a notice by its own first words."""
    words = next((slot.name for slot in declared()[form.intent].slots if slot.is_verbatim and slot.required), "")
    return in_short(form.text_of(words)) or _name(form)


def _confirm(context: Context, move: moves.Confirm) -> Answer:
    capability = capabilities()[move.form.intent]
    if capability.preview is None:
        raise LookupError(f"{move.form.intent} is confirmed but has no preview")
    card = capability.preview(context, move.form)
    hint = say("เรื่องนี้ต้องแตะปุ่มเองนะคะ กันพลาดค่ะ") if move.must_tap else Answer(())
    return hint.plus(Answer((card,)))


def _name(form: Form) -> str:
    """What is open: a thing by its own name; where the name is a pupil's or a delegate's, by what is done."""
    intent = declared()[form.intent]
    return (form.text_of("name") if intent.takes_photos else "") or intent.title


def cancelled(form: Form | None, photos: int = 0) -> Answer:
    """Everything open is dropped."""
    if form is None and photos:
        return say(f"ไม่ใช้รูป {photos} รูปนี้แล้วค่ะ", "ทำอะไรต่อดีคะ", choices=menu())
    if form is None:
        return say("ไม่มีอะไรค้างอยู่ค่ะ", "ทำอะไรต่อดีคะ", choices=menu())
    return say(f"ยกเลิก “{_name(form)}” แล้วค่ะ", "จะทำอะไรต่อ แตะเลือกได้เลยค่ะ", choices=menu())


def _with_photos(context: Context) -> tuple[Button, ...]:
    """What photos can be for."""
    return tuple(Button(i.title, Start(i.name)) for i in offered(context) if i.takes_photos)


def _noted(context: Context, move: moves.Noted) -> Answer:
    if move.form is None:
        return say(
            f"รับรูปแล้วค่ะ {move.count} รูป",
            "จะลงเป็นอะไรคะ แตะเลือก หรือพิมพ์บอกได้เลย",
            "เช่น “ขายไส้อั่ว โลละ 280”",
            choices=(*_with_photos(context), CANCEL_BUTTON),
        )
    missing = [s.title for s in declared()[move.form.intent].slots if s.required and s.name not in move.form.values]
    if missing:
        return say(f"เพิ่มรูปแล้วค่ะ รวม {move.count} รูป", f"ต่อไป: {missing[0]}", choices=(CANCEL_BUTTON,))
    return say(
        f"เพิ่มรูปแล้วค่ะ รวม {move.count} รูป",
        "ถ้าครบแล้วแตะ “ลงเลย” ได้เลยค่ะ",
        choices=(Button(PUBLISH, Move("yes")), Button(EDIT, Move("edit")), CANCEL_BUTTON),
    )


def _remind(move: moves.Remind) -> Answer:
    waits = f"ต่อไป: {move.waits_for}" if move.waits_for else ""
    return say(f"“{_name(move.form)}” ยังค้างอยู่ค่ะ ทำต่อไหมคะ", waits, choices=(RESUME_BUTTON, CANCEL_BUTTON))


def _stale(move: moves.Stale) -> Answer:
    if move.form is None:
        return say("ปุ่มนี้เป็นของรายการเก่าแล้วค่ะ", "จะทำอะไรต่อ แตะเลือกได้เลยค่ะ", choices=menu())
    return say(
        "ปุ่มนี้เป็นของรายการเก่าแล้วค่ะ",
        f"ตอนนี้กำลังทำ “{_name(move.form)}” อยู่ ทำต่อไหมคะ",
        choices=(RESUME_BUTTON, CANCEL_BUTTON),
    )


def _missed(move: moves.Missed) -> Answer:
    if move.rung == "which":
        options = [declared()[name] for name in move.candidates]
        if len(options) == 1:
            return say(f"หมายถึง “{options[0].title}” ใช่ไหมคะ", choices=(*_start(options), _human()))
        lines = [f"{number}. {intent.title}" for number, intent in enumerate(options, 1)]
        return say("หมายถึงข้อไหนคะ", *lines, choices=(*_start(options), _human()))
    if move.rung == "rephrase":
        return say(
            "ขอโทษค่ะ ยังไม่เข้าใจ ลองพิมพ์อีกแบบได้ไหมคะ",
            "เช่น “ขายไส้อั่ว โลละ 280” หรือ “มีอะไรขายบ้าง”",
            choices=menu(),
        )
    return say("ขอโทษที่ยังไม่เข้าใจค่ะ", "แตะเลือกจากเมนู หรือคุยกับคนได้เลยค่ะ", choices=human_first())


def _start(options: Sequence[Intent]) -> tuple[Button, ...]:
    return tuple(Button(intent.title, Start(intent.name)) for intent in options)


def not_served(intent: str) -> Answer:
    """An intent that is understood and that no handler serves yet: says so, and what there is."""
    title = declared()[intent].title
    return say(
        f"เข้าใจว่าอยาก “{title}” ค่ะ",
        "เรื่องนี้ยังทำในแชทไม่ได้ ถามผู้ใหญ่บ้านหรือเจ้าหน้าที่ศูนย์ได้เลยค่ะ",
        choices=human_first(),
    )


def draft_dropped() -> Answer:
    """A draft that was older than seven days."""
    return say("ร่างที่ค้างไว้เกิน 7 วัน ลบให้แล้วค่ะ เริ่มใหม่ได้ทุกเมื่อนะคะ")


def in_group() -> Answer:
    """A mention in a group, or an invitation to one."""
    return say("สวัสดีค่ะ เน็ตอาสาเองค่ะ", "เรื่องส่วนตัวและการลงของ คุยกับเราในแชทส่วนตัวนะคะ", "แตะรูปโปรไฟล์แล้วกด “แชท” ได้เลยค่ะ")


def unsent(removed: Removed) -> Answer:
    """After an unsend: what went with it, and what LINE cannot take back."""
    lines = ["ลบข้อความหรือรูปที่ยกเลิกการส่งให้แล้วค่ะ"]
    if removed.posts:
        lines.append("สิ่งที่ลงไว้จากข้อความนั้นถูกถอดออกจากหน้าเว็บด้วยค่ะ")
    if removed.stopped:
        lines.append("ประกาศจากข้อความนั้นยกเลิกแล้ว ไม่ส่งต่อแล้วค่ะ")
    if removed.told:
        lines.append("คนที่ได้รับประกาศไปแล้ว เราลบจากมือถือเขาไม่ได้ ประกาศแก้ข่าวได้นะคะ")
    else:
        lines.append("ส่วนที่เราเคยตอบในแชทนี้ ลบย้อนหลังไม่ได้นะคะ")
    return say(*lines)


def sorry() -> Answer:
    """A turn that failed for good."""
    return say(
        "ขอโทษค่ะ ระบบขัดข้องกับข้อความเมื่อสักครู่",
        "ลองส่งใหม่อีกครั้ง หรือแตะ “คุยกับคน” ได้ค่ะ",
        choices=human_first(),
    )
