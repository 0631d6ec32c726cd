"""Insert a row unless it is there already: safe when two processes try it at once."""

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import Insert

from helpline.store.base import Base

_INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_if_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row; False when one with the same unique key exists, which is left as it is.

    Where another transaction is inserting the same key, PostgreSQL waits for its end.
    """
    insert = _insert_if_new(session.get_bind().dialect.name, table)
    return session.execute(insert, values).rowcount == 1


@cache
def _insert_if_new(dialect: str, table: type[Base]) -> Insert:
    # Past the mapping: no object is made, and it takes half the time.
    return _INSERT[dialect](table.__table__).on_conflict_do_nothing()
