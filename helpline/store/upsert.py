"""Insert a row unless it is there already: safe when two processes try it at once."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from helpline.store.base import Base

_DIALECTS = {"postgresql": postgresql, "sqlite": sqlite}


def insert_if_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row; False when one with the same unique key exists, which is left as it is.

    Where another transaction is inserting the same key, PostgreSQL waits for its end.
    """
    row = {**_defaults(table), **values}
    insert = _insert_if_new(session.get_bind().dialect.name, table, tuple(row))
    return session.execute(insert, row).rowcount == 1


@cache
def _defaults(table: type[Base]) -> dict[str, Any]:
    columns = table.__table__.c
    return {column.name: column.default.arg for column in columns if column.default is not None}


@cache
def _insert_if_new(dialect: str, table: type[Base], names: tuple[str, ...]) -> TextClause:
    # As text, because what only one database knows SQLAlchemy would put together each time anew.
    of_database, columns = _DIALECTS[dialect], table.__table__.c
    statement = (
        of_database.insert(table.__table__)
        .values({name: bindparam(name) for name in names})
        .on_conflict_do_nothing()
        .inline()
        .compile(dialect=of_database.dialect(paramstyle="named"))
    )
    typed = (bindparam(name, type_=columns[name].type) for name in names)
    return text(str(statement)).bindparams(*typed)
