"""Writing very many rows at once: what the drivers do best, COPY on PostgreSQL."""

import io
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection, Dialect

from helpline.store.base import Base

_ROWS_AT_ONCE = 20_000
_CACHE_KILOBYTES = 500_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write_rows(
    connection: Connection, table: type[Base], columns: Sequence[str], rows: Iterable[Sequence]
) -> None:
    """Write rows of plain values, in the order of these columns; the others stay empty."""
    convert = [_converter(table, column, connection.dialect) for column in columns]
    converted = (
        [value if via is None else via(value) for via, value in zip(convert, row, strict=True)]
        for row in rows
    )
    write = _copy if connection.dialect.name == "postgresql" else _insert
    while block := list(islice(converted, _ROWS_AT_ONCE)):
        write(connection, table.__tablename__, columns, block)


def make_room(connection: Connection) -> None:
    """Let SQLite keep the pages of all indexes in memory; else it writes each many times over."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}"))


def set_sequences(connection: Connection, tables: Iterable[type[Base]]) -> None:
    """Let the next row of each table get an id above those that were written with theirs."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        name = table.__tablename__
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608
        )


def _converter(table: type[Base], column: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    kind = table.__table__.c[column].type
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _insert(connection: Connection, name: str, columns: Sequence[str], rows: list[list]) -> None:
    marks = ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{name}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608
    connection.connection.cursor().executemany(statement, rows)


def _copy(connection: Connection, name: str, columns: Sequence[str], rows: list[list]) -> None:
    lines = ("\t".join(map(_cell, row)) + "\n" for row in rows)
    statement = f'COPY "{name}" ({", ".join(columns)}) FROM STDIN'
    connection.connection.cursor().copy_expert(statement, io.StringIO("".join(lines)))


def _cell(value: object) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)
