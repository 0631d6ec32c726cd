"""Whether the desk can work: asked by the proxy and by whoever watches over it."""

import logging

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from helpline.desk.database import unit_of_work
from helpline.store.accounts import Account

logger = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def show() -> tuple[dict[str, str], int]:
    """Answer 200 when the database answers and has its tables, else 503."""
    try:
        with unit_of_work() as session:
            session.execute(select(Account.id).limit(1))
    except SQLAlchemyError as error:
        logger.error("the database does not answer: %s", type(error).__name__)
        return {"status": "down", "database": "no answer"}, 503
    return {"status": "up", "database": "answers"}, 200
