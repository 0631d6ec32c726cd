"""What the database's planner knows of its tables: with old figures it takes the wrong index."""

from sqlalchemy import text
from sqlalchemy.orm import Session

# Enough for a good guess, and quick on tables of any size.
_ROWS_LOOKED_AT = 1000


def refresh(session: Session) -> None:
    """Let SQLite look how full its tables are; PostgreSQL does that by itself."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}"))
        session.execute(text("ANALYZE"))
