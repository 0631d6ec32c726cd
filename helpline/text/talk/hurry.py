"""Why a complaint cannot wait for its date: "last date 2 dec hai", "can it be marked urgent?"."""

from helpline.text.talk.words import signs

_DEADLINE = """
last date | last day | aakhri tarikh | akhiri tarikh | aakhiri tarikh | antim tithi | antim tarikh | aakhri din | antim din | due date | deadline
closes | closing date | before the date | expires | khatam hone wala | khatam hone wali | band hone wala | band hone wali | se pehle … chahiye | se pehle … ho jana | se pehle … jaye | padne se pehle | hone se pehle
"""
_HURRY = """
urgent | urgently | priority | jaldi | jald | turant | fauran | asap | sooner | earlier | quickly | faster | pehle ho | pehle kar
"""


def names_deadline(text: str) -> bool:
    """Tell whether a text says until when something must be done, or is lost."""
    return signs(_DEADLINE).found_in(text)


def wants_hurry(text: str) -> bool:
    """Tell whether a text wants something done soon."""
    return signs(_HURRY).found_in(text)
