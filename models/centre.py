"""A community digital centre: where staff belong."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Centre(Base):
    """One centre; its `id` is what `bot code staff PLACE` names."""

    __tablename__ = "centre"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    phone: Mapped[str | None]
    demo_id: Mapped[str | None] = mapped_column(unique=True)
