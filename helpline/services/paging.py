"""Pages of long lists: two queries a page, however many rows there are."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

PAGE_LENGTH = 25
Line = TypeVar("Line")


@dataclass(frozen=True)
class Page(Generic[Line]):
    """One page of a list; pages count from 1.

    Where nobody counts on to the end, `total` is as far as was counted and `is_counted` false.
    """

    lines: list[Line]
    number: int
    has_more: bool
    total: int
    is_counted: bool = True


def page_of(session: Session, query: Select, page: int, make: Callable[[Any], Line]) -> Page[Line]:
    """Return one page of a query's rows, each made a line. A page past the end gives the last."""
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    total = session.execute(counted).scalar_one()
    number, has_more = placed(page, total)
    rows = session.execute(query.offset((number - 1) * PAGE_LENGTH).limit(PAGE_LENGTH))
    return Page([make(row) for row in rows], number, has_more, total)


def placed(page: int, total: int) -> tuple[int, bool]:
    """Return the number of the page that is shown, and whether another one follows."""
    last = max(1, math.ceil(total / PAGE_LENGTH))
    number = min(max(1, page), last)
    return number, number < last
