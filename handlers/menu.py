"""The menu: what this person can do here and now, what is wanted most first."""

from dataclasses import replace

from handlers.capability import Capability, Context, Form, Found, capabilities
from handlers.replies import Answer, Button, Start, Text, say
from intents.intent import Intent, declared

SHORT, ALL = 7, 13
"""Buttons of the menu under an answer, and of the whole one; LINE shows up to thirteen."""
_SLOT = Button("เมนู", Start("menu"))
_HELP = Button("ดูวิธีใช้", Start("help"))


def menu() -> tuple[Button, ...]:
    """The place of the menu among an answer's choices; the turn fills it for the person (`filled`)."""
    return (_SLOT,)


def filled(context: Context, answer: Answer) -> Answer:
    """The answer with the short menu of this person where one belongs, each button once."""
    if _SLOT not in answer.choices:
        return answer
    at = answer.choices.index(_SLOT)
    before, after = answer.choices[:at], answer.choices[at + 1 :]
    names = [button.label for button in (*before, *after)]
    own = [button for button in _buttons(context) if button.label not in names]
    return replace(answer, choices=(*before, *own[:SHORT], *after, _HELP))


def offered(context: Context) -> list[Intent]:
    """What stands in this person's menu: declared for it, done by somebody, and open to them."""
    shown = []
    for intent in declared().values():
        capability = capabilities().get(intent.name)
        if intent.in_menu and capability and (capability.is_offered is None or capability.is_offered(context)):
            shown.append(intent)
    return sorted(shown, key=lambda intent: intent.in_menu)


def _buttons(context: Context) -> list[Button]:
    return [Button(intent.title, Start(intent.name)) for intent in offered(context)]


def _show(context: Context, form: Form) -> Found:
    return Found(answer=say("ทำได้ทั้งหมดนี้ค่ะ แตะเลือกได้เลย", choices=tuple(_buttons(context)[:ALL])))


def _help(context: Context, form: Form) -> Found:
    """How to say it, three examples a bubble, and everything as buttons."""
    lines = [f"• {intent.title} — “{intent.example}”" for intent in offered(context) if intent.example]
    bubbles = [lines[i : i + 3] for i in range(0, 9, 3)]
    bubbles[0] = ["พิมพ์ภาษาไทยธรรมดาได้เลยค่ะ เช่น", *bubbles[0]]
    replies = tuple(Text("\n".join(bubble)) for bubble in bubbles if bubble)
    return Found(answer=Answer(replies, tuple(_buttons(context)[:ALL])))


CAPABILITIES = (Capability("help", look=_help), Capability("menu", look=_show))
