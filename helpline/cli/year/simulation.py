"""One simulated year from its first to its last day, the same for the same seed."""

from datetime import date, timedelta
from random import Random

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from helpline.cli.year.arrivals import arrivals, sentences
from helpline.cli.year.behaviour import Year
from helpline.cli.year.ledger import Ledger
from helpline.cli.year.staff import Staff
from helpline.cli.year.tables import write_cases, write_staff
from helpline.cli.year.world import OfficeDays, World, india_moment
from helpline.store.bulk import make_room

DAYS = 365
# Working days are counted beyond the year, for what is planned and for dates that lie ahead.
_BEYOND = timedelta(days=500)


def simulate(
    connection: Connection, count: int, last: date, seed: int, password_hash: str
) -> Ledger:
    """Let a year happen that ends with the day `last`, and write it into an empty, seeded database."""
    rng = Random(seed)  # noqa: S311 - chance, not secrecy
    with Session(connection, future=True) as session:
        world = World.load(session)
    first = last - timedelta(days=DAYS - 1)
    staff = Staff(world, first, last, rng)
    ledger = Ledger(world)
    days = OfficeDays(world.calendar, first, last + _BEYOND)
    year = Year(world, staff, ledger, days, sentences()["words"], rng)
    for case in arrivals(world, ledger, count, first, DAYS, rng):
        year.arrive(case)
    year.run_until(india_moment(last + timedelta(days=1), 0))
    make_room(connection)
    write_staff(connection, staff, password_hash, first)
    write_cases(connection, ledger, world)
    return ledger
