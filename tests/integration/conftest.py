"""What tests of the services share: a database with offices and people, in one transaction."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from helpline.store.base import transaction
from tests.support import cast


@pytest.fixture
def session(seeded) -> Iterator[Session]:
    """Return a session on a database with the cast in it; all of a test is one transaction."""
    with transaction(seeded) as session:
        cast.add_cast(session)
        yield session
