"""A product for sale in a village."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from models.posting import Posting


class Category(StrEnum):
    """The OTOP classes, and what a village sells besides (product page, Posting 6)."""

    FOOD = "อาหาร"
    DRINK = "เครื่องดื่ม"
    CLOTHES = "ผ้าและเครื่องแต่งกาย"
    HOME = "ของใช้และของตกแต่ง"
    HERBS = "สมุนไพร"
    FRESH = "เกษตรสด"
    OTHER = "อื่น ๆ"


class Product(Posting):
    """Money in baht. A bundle price is `price` for `bundle_quantity` units; a range ends at `price_max`."""

    __tablename__ = "product"
    __mapper_args__ = {"polymorphic_identity": "product"}  # noqa: RUF012 (SQLAlchemy's own form)

    id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), primary_key=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2), index=True)
    price_max: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    bundle_quantity: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    unit: Mapped[str]
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    category: Mapped[str] = mapped_column(default=Category.OTHER, index=True)

    def forget_fields(self, fields: Iterable[str]) -> bool:
        """Quantity and phone may be missing; name, price and unit may not."""
        lost = set(fields)
        if "quantity" in lost:
            self.quantity = None
        return super().forget_fields(lost - {"quantity", "price_max", "bundle_quantity"})

    def blank(self) -> None:
        """Removes what was written, the stock too."""
        super().blank()
        self.quantity = None

    @property
    def cost(self) -> "Cost":
        """Its price as one value."""
        return Cost(self.price, self.unit, self.price_max, self.bundle_quantity)


def plain_number(number: Decimal | float | int) -> str:
    """`280`, `1,500`, `12.50`: as a price tag has it."""
    value = Decimal(str(number))
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


@dataclass(frozen=True)
class Cost:
    """What something costs. One way to write it, in the chat, on the page and for machines."""

    price: Decimal
    unit: str
    price_max: Decimal | None = None
    bundle_quantity: Decimal | None = None

    def __str__(self) -> str:
        """`280 บาท / กก.`, `20–50 บาท / กำ`, `3 ถุง 100 บาท`, `ฟรี`."""
        if self.bundle_quantity:
            return f"{plain_number(self.bundle_quantity)} {self.unit} {plain_number(self.price)} บาท"
        if not self.price and not self.price_max:
            return "ฟรี"
        top = f"–{plain_number(self.price_max)}" if self.price_max else ""
        return f"{plain_number(self.price)}{top} บาท / {self.unit}"
