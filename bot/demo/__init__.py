"""The demonstration villages: loaded into an empty installation, taken out again as a whole."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete as sql_delete
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.demo import courses, notices, stories
from bot.demo.content import Content, DemoPerson, DemoProduct, content
from bot.demo.pictures import draw, hang
from models import photo, posting, role
from models.centre import Centre
from models.person import Person
from models.posting import SHOWN, Posting, PostingState
from models.posting.product import Category, Product
from models.role_code import RoleCode
from models.search import search_terms
from models.village import Village

LOCK = 7_406_101
"""Advisory lock: two programs that start at once load one after the other."""


def line_id(name: str) -> str:
    """The LINE id of a person who exists under the stand-in only: `U` and the md5 of the name."""
    return "U" + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def phones() -> dict[str, str]:
    """LINE id → the name they are called by, of all demonstration people: what the stand-in has to know to play them.

    Once `Phone(url, name, user_id=id)` has told it, `bot chat --as ผู้ใหญ่เกิด` is that headman.
    """
    return {line_id(person.demo_id): person.call_name for person in content().persons}


def load(db: Session, now: datetime, *, with_line_ids: bool) -> int:
    """Adds what is missing of the demonstration, in the caller's transaction; how many rows were made.

    A row that is there stays as it is, whoever changed it. Without LINE ids no demonstration person can be written
    to; ids given earlier are taken away again, because LINE must not be called for made-up people.
    """
    db.execute(select(func.pg_advisory_xact_lock(LOCK)))
    facts = content()
    villages, made_villages = _villages(db, facts)
    made_centres = _centres(db, facts, villages)
    persons, made_persons = _persons(db, facts, villages, now)
    for person in facts.persons:
        _give_line_id(db, persons[person.demo_id], person.demo_id if with_line_ids else None)
    made_products = _products(db, facts, villages, persons, now)
    made_stories = stories.load(db, villages, persons, now, facts.shift(now))
    made_notices = notices.load(db, villages, persons, now, facts.shift(now))
    made_courses = courses.load(db, now, facts.shift(now))
    db.flush()
    made = made_villages + made_centres + made_persons + made_products
    return made + made_stories + made_notices + made_courses


def is_empty(db: Session) -> bool:
    """Whether nobody and nothing lives here yet."""
    return db.scalar(select(Village.id).limit(1)) is None and db.scalar(select(Person.id).limit(1)) is None


def _villages(db: Session, facts: Content) -> tuple[dict[str, Village], int]:
    there = {v.demo_id: v for v in db.scalars(select(Village).where(Village.demo_id.is_not(None))) if v.demo_id}
    missing = [Village(**vars(fact)) for fact in facts.villages if fact.demo_id not in there]
    db.add_all(missing)
    db.flush()
    return there | {v.demo_id: v for v in missing if v.demo_id}, len(missing)


def _centres(db: Session, facts: Content, villages: dict[str, Village]) -> int:
    there = set(db.scalars(select(Centre.id)))
    missing = [
        Centre(id=c.demo_id, demo_id=c.demo_id, name=c.name, village_id=villages[c.village].id, phone=c.phone)
        for c in facts.centres
        if c.demo_id not in there
    ]
    db.add_all(missing)
    db.flush()
    return len(missing)


def _persons(db: Session, facts: Content, villages: dict[str, Village], now: datetime) -> tuple[dict[str, Person], int]:
    there = {p.demo_id: p for p in db.scalars(select(Person).where(Person.demo_id.is_not(None))) if p.demo_id}
    made = {fact.demo_id: _person(db, fact, villages, now) for fact in facts.persons if fact.demo_id not in there}
    return there | made, len(made)


def _person(db: Session, fact: DemoPerson, villages: dict[str, Village], now: datetime) -> Person:
    person = Person(
        demo_id=fact.demo_id,
        call_name=fact.call_name,
        birth_year=now.year - fact.age if fact.age is not None else None,
        village_id=villages[fact.village].id if fact.village else None,
        shown_phone=fact.shown_phone,
        created_at=now,
    )
    person.consent(now)
    db.add(person)
    db.flush()
    for held in fact.roles:
        if held.role in (role.Role.RESIDENT, role.Role.YOUTH):
            continue  # They follow from the village and the year of birth.
        village_id = villages[held.village].id if held.village else None
        role.give(db, person, role.Role(held.role), now, village_id=village_id, centre_id=held.centre)
    return person


def _give_line_id(db: Session, person: Person, name: str | None) -> None:
    """Gives or takes the made-up id; one that a demonstration person got otherwise is theirs."""
    assert person.demo_id is not None
    if name is None:
        if person.line_user_id == line_id(person.demo_id):
            person.line_user_id = None
    elif person.line_user_id is None:
        taken = db.scalar(select(Person.id).where(Person.line_user_id == line_id(name)))
        person.line_user_id = None if taken else line_id(name)


def _products(
    db: Session, facts: Content, villages: dict[str, Village], persons: dict[str, Person], now: datetime
) -> int:
    there = {p.demo_id: p for p in db.scalars(select(Product).where(Product.demo_id.is_not(None)))}
    made = 0
    for fact in facts.products:
        posted_at = min(fact.posted_at + facts.shift(now), now)
        product = there.get(fact.demo_id)
        if product is None:
            seller = persons[fact.seller] if fact.seller else None
            _product(db, fact, villages[fact.village], seller, posted_at)
            made += 1
        elif product.state in SHOWN and product.expires_at is not None and product.expires_at <= now:
            # A demonstration that only grew old is shown again; what was taken down stays down.
            product.published_at, product.expires_at = posted_at, product.ends(posted_at)
    return made


def _product(db: Session, fact: DemoProduct, village: Village, seller: Person | None, posted_at: datetime) -> None:
    phone = seller.shown_phone if seller is not None and fact.is_phone_shown else None
    product = Product(
        demo_id=fact.demo_id,
        state=PostingState.WAITING,
        name=fact.name,
        description=fact.description,
        author_id=seller.id if seller else None,
        village_id=village.id,
        created_at=posted_at,
        search_terms=search_terms(fact.name, *fact.aliases),
        price=fact.price,
        price_max=fact.price_max,
        unit=fact.unit,
        quantity=fact.stock,
        phone=phone,
        is_phone_shown=phone is not None,
        category=Category(fact.category),
    )
    product.publish(posted_at)
    if fact.is_sold_out:
        product.state = PostingState.SOLD_OUT
    db.add(product)
    db.flush()
    if seller is not None:  # products of nobody in particular stay without, as many real ones do
        hang(db, product, draw(fact.name, fact.category))


@dataclass(frozen=True)
class Removed:
    """What left with the demonstration."""

    rows: int
    """Villages, centres, persons and posts of the demonstration itself."""
    guest_posts: int
    """Posts that others had made in its villages, or its persons by themselves."""
    guests: int
    """People who had joined its villages; they stay, and belong nowhere."""


def remove(db: Session, now: datetime) -> Removed:
    """Takes the demonstration out, with all that depends on its villages, in the caller's transaction.

    The photos' files are removed by the worker's sweep, or by bot.photos.sweep_removed after the commit.
    """
    db.execute(select(func.pg_advisory_xact_lock(LOCK)))
    villages = list(db.scalars(select(Village.id).where(Village.demo_id.is_not(None))))
    persons = list(db.scalars(select(Person.id).where(Person.demo_id.is_not(None))))
    centres = list(
        db.scalars(select(Centre.id).where(or_(Centre.demo_id.is_not(None), Centre.village_id.in_(villages))))
    )
    made_courses = courses.remove(db, now)
    made_notices = notices.remove(db, villages)
    own_posts, guest_posts = _remove_posts(db, villages, persons, now)
    photo.remove(db, list(db.scalars(select(photo.Photo).where(photo.Photo.person_id.in_(persons)))))
    for table in (role.RoleGrant, RoleCode):
        db.execute(sql_delete(table).where(or_(table.village_id.in_(villages), table.centre_id.in_(centres))))
    db.execute(sql_delete(Person).where(Person.id.in_(persons)))
    left = db.execute(
        update(Person).where(Person.village_id.in_(villages)).values(village_id=None).returning(Person.id)
    )
    guests = len(left.all())
    db.execute(sql_delete(Centre).where(Centre.id.in_(centres)))
    db.execute(sql_delete(Village).where(Village.id.in_(villages)))
    rows = len(villages) + len(persons) + len(centres) + own_posts + made_courses + made_notices
    return Removed(rows, guest_posts, guests)


def _remove_posts(db: Session, villages: list[int], persons: list[int], now: datetime) -> tuple[int, int]:
    concerned = or_(Posting.village_id.in_(villages), Posting.author_id.in_(persons), Posting.demo_id.is_not(None))
    own = guests = 0
    for post in db.scalars(select(Posting).where(concerned)).all():
        own, guests = (own + 1, guests) if post.demo_id else (own, guests + 1)
        photo.remove(db, photo.all_of_posting(db, post.id))
        posting.erase(db, post, now)
    db.flush()
    return own, guests
