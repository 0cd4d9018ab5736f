"""What all tables share: naming of constraints, and column types that say what they hold."""

import importlib
import pkgutil
from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Identity, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, mapped_column

Id = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]


class Base(DeclarativeBase):
    """Base of every table. Moments carry their zone; text has no length limit in PostgreSQL."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it as a class attribute)
        str: Text(),
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(Text()),
    }


def all_tables() -> MetaData:
    """The schema: imports every room of this package, so that no file has to list them."""
    import models

    for module in pkgutil.walk_packages(models.__path__, "models."):
        if not module.name.startswith("models.migrations"):
            importlib.import_module(module.name)
    return Base.metadata
