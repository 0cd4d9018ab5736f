"""A person instead of a program: who in the village can be asked."""

from sqlalchemy import select

from handlers.capability import Capability, Context, Form, Found
from handlers.menu import menu
from handlers.replies import Answer, Card, Row
from models.centre import Centre
from models.person import Person
from models.role import Role, RoleGrant


def _look(context: Context, form: Form) -> Found:
    rows = _of_village(context)
    note = "บอกเขาว่าติดเรื่องอะไร แล้วกลับมาพิมพ์ต่อที่นี่ได้ทุกเมื่อค่ะ"
    if not rows:
        rows = [Row("ถามได้ที่", "ผู้ใหญ่บ้าน เน็ตอาสา หรือศูนย์ดิจิทัลชุมชนใกล้บ้าน")]
    return Found(answer=Answer((Card("คุยกับคนได้เลยค่ะ", rows=tuple(rows), note=note),), menu()))


def _of_village(context: Context) -> list[Row]:
    """Headman and volunteers by name, without their numbers unless these are shown; the centre with its own."""
    village = context.person.village
    if village is None:
        return []
    people = context.db.execute(
        select(Person.call_name, Person.shown_phone, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.village_id == village.id,
            RoleGrant.revoked_at.is_(None),
            RoleGrant.role.in_((Role.HEADMAN, Role.VOLUNTEER)),
            Person.call_name.is_not(None),
        )
        .limit(4)
    )
    rows = [Row(Role(p.role).thai, " ".join(filter(None, (p.call_name, p.shown_phone)))) for p in people]
    centres = context.db.scalars(select(Centre).where(Centre.village_id == village.id).limit(2))
    return rows + [Row("ศูนย์", " ".join(filter(None, (centre.name, centre.phone)))) for centre in centres]


CAPABILITIES = (Capability("talk_to_human", look=_look),)
