"""The demonstration's facts, read from content.json, with their dates moved to the present."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class DemoVillage:
    """A village; `tambon` is empty for a town's community."""

    demo_id: str
    slug: str
    name: str
    village_no: str | None
    tambon: str
    amphoe: str
    province: str
    join_code: str
    about: str
    lat: float
    lng: float


@dataclass(frozen=True)
class DemoCentre:
    """A centre; its id is its own."""

    demo_id: str
    name: str
    village: str
    phone: str


@dataclass(frozen=True)
class DemoRole:
    """A role in the village or centre with this demo id; in all places when it names none."""

    role: str
    village: str | None
    centre: str | None


@dataclass(frozen=True)
class DemoPerson:
    """A person; `shown_phone` only of those who agreed to show it."""

    demo_id: str
    call_name: str
    age: int | None
    village: str | None
    shown_phone: str | None
    roles: tuple[DemoRole, ...]


@dataclass(frozen=True)
class DemoProduct:
    """A product; money in baht."""

    demo_id: str
    village: str
    seller: str | None
    name: str
    aliases: tuple[str, ...]
    category: str
    price: Decimal
    price_max: Decimal | None
    unit: str
    stock: int | None
    is_phone_shown: bool
    is_sold_out: bool
    description: str
    posted_at: datetime


@dataclass(frozen=True)
class Content:
    """All of it, as it stands around the anchor date."""

    anchor: date
    villages: tuple[DemoVillage, ...]
    centres: tuple[DemoCentre, ...]
    persons: tuple[DemoPerson, ...]
    products: tuple[DemoProduct, ...]

    def shift(self, now: datetime) -> timedelta:
        """Whole weeks from the anchor date to today: weekdays stay what they are."""
        return timedelta(weeks=(now.date() - self.anchor).days // 7)


@cache
def content() -> Content:
    """The facts of this version."""
    raw = json.loads(Path(__file__).with_name("content.json").read_text(encoding="utf-8"))
    return Content(
        anchor=date.fromisoformat(raw["anchor_date"]),
        villages=tuple(_village(row) for row in raw["villages"]),
        centres=tuple(DemoCentre(r["id"], r["name"], r["village_id"], r["phone"]) for r in raw["centres"]),
        persons=tuple(_person(row) for row in raw["persons"]),
        products=tuple(_product(row) for row in raw["products"]),
    )


def _village(row: dict[str, Any]) -> DemoVillage:
    return DemoVillage(
        demo_id=row["id"],
        slug=row["id"].rpartition("-")[2],
        name=row["name"],
        village_no=row["village_no"],
        tambon=row["tambon"] or "",
        amphoe=row["amphoe"],
        province=row["province"],
        join_code=row["join_code"],
        about=row["about"],
        lat=row["lat"],
        lng=row["lng"],
    )


def _person(row: dict[str, Any]) -> DemoPerson:
    roles = [
        DemoRole(
            role=held["role"],
            village=held["scope_id"] if held["scope_type"] == "village" else None,
            centre=held["scope_id"] if held["scope_type"] == "centre" else None,
        )
        for held in row["roles"]
    ]
    return DemoPerson(
        demo_id=row["id"],
        call_name=row["call_name"],
        age=row["age"],
        village=row["village_id"],
        shown_phone=row["phone"] if row["phone_consent"] else None,
        roles=tuple(roles),
    )


def _product(row: dict[str, Any]) -> DemoProduct:
    return DemoProduct(
        demo_id=row["id"],
        village=row["village_id"],
        seller=row["seller_person_id"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        category=row["category"],
        price=Decimal(row["price"]),
        price_max=Decimal(row["price_max"]) if row["price_max"] else None,
        unit=row["unit"],
        stock=row["stock"],
        is_phone_shown=row["phone_consent"],
        is_sold_out=row["status"] == "sold_out",
        description=_description(row),
        posted_at=datetime.fromisoformat(row["posted_at"]),
    )


def _description(row: dict[str, Any]) -> str:
    """A product has one price; what several cost together is said in words."""
    bundle = row["bundle"]
    together = f"\nซื้อ {bundle['quantity']} {row['unit']} {bundle['price']} บาท" if bundle else ""
    return f"{row['description']}{together}"
