"""When the help desk is there next, in words."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_time

from actions.database import database
from helpline import settings
from helpline.clock import INDIA, day_in_india, now
from helpline.services import handover, texts


def opening(spoken: str) -> str | None:
    """Return when the help desk opens next ("tomorrow at 9 in the morning"); None while it is open."""
    with database() as session:
        opens_at = handover.opens_at(session, settings.help_desk(), now())
    return None if opens_at is None else in_words(opens_at, spoken)


def in_words(opens_at: datetime, spoken: str) -> str:
    """Say a moment as today, tomorrow or a day, with the hour."""
    opens, today = opens_at.astimezone(INDIA), day_in_india(now())
    names = {today: "today", today + timedelta(days=1): "tomorrow"}
    return texts.text(
        f"utter_opens_{names.get(opens.date(), 'later')}",
        spoken,
        day=format_date(opens.date(), "EEEE, d MMMM", locale=spoken),
        time=hour(opens, spoken),
    )


def hour(moment: datetime, spoken: str) -> str:
    """Say a time of the day as people do: सुबह 9, 9:00 AM."""
    pattern = ("B h:mm" if moment.minute else "B h") if spoken == "hi" else "h:mm a"
    return format_time(moment.time(), pattern, locale=spoken)
