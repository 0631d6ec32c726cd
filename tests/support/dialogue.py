"""Dialogues as a table: what the citizen does, and by which texts the helpline answers.

    meri shikayat ka kya hua      → status_assigned
    [याद दिलाएँ]                  → noted_send_reminder
    (the office says solved)
    ho gaya hai, dhanyavad        → done_confirm_resolved
    = confirmed

A line in [ ] is a tapped button or list row, one in ( ) something that happens, `= state` how the
first complaint stands then, `= 2: state` the second. {1} is the number of the first complaint.
The texts are named as in data/responses, without `utter_`.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.domain import complaint_number
from helpline.domain.draft import Draft
from helpline.services import citizens, escalation, moves, rechecks
from helpline.services.filing import file_complaint
from helpline.services.moves import Given, perform
from helpline.store.base import transaction
from helpline.store.complaints import Complaint
from helpline.store.messages import Inbox
from tests.support import cast

PROBLEMS = (
    {"category": "energy/power_outage", "complaint_text": "3 दिन से बिजली नहीं है"},
    {"category": "energy/low_voltage", "complaint_text": "वोल्टेज बहुत कम है"},
    {"category": "energy/transformer_fault", "complaint_text": "ट्रांसफार्मर ख़राब है"},
)
GHANSALI = (30.4306, 78.6556)
AN_HOUR = timedelta(hours=1)


class Dialogue:
    """A citizen with filed complaints, the office that has them, and time that passes."""

    def __init__(self, chat: object, sessions: sessionmaker, pass_time: Callable) -> None:
        self.chat = chat
        self._sessions = sessions
        self._pass_time = pass_time
        self._count = 0

    def follow(self, script: str) -> None:
        """Let a dialogue happen; fail at the first line that does not come true."""
        done = []
        for line in filter(None, map(str.strip, script.splitlines())):
            done.append(line)
            try:
                self._follow(line)
            except AssertionError as error:
                raise AssertionError("\n".join([*done, "", str(error)])) from None

    def file(self, **draft: object) -> None:
        """File the citizen's next complaint with the electricity office of the cast."""
        with transaction(self._sessions) as session:
            now = clock.now() - AN_HOUR
            citizen = citizens.meet(session, "secret", self.chat.phone, None, now)
            problem = PROBLEMS[self._count]
            self._count += 1
            values = {"place": "Ghansali", "district": cast.DISTRICT, "block": cast.BLOCK}
            inbox = Inbox(
                wamid=f"wamid.{self.chat.phone}.filed.{self._count}",
                citizen=citizen,
                kind="text",
                payload={},
                received_at=now,
                not_before=now,
                state="done",
            )
            session.add(inbox)
            session.flush()
            values = {**problem, **values, "confirmed": True, **draft}
            file_complaint(session, inbox.id, Draft(**values), now)

    def complaint(self, place: int = 1) -> Complaint:
        """Return the citizen's first, second … complaint."""
        return self.chat.complaints()[place - 1]

    def _follow(self, line: str) -> None:
        if line.startswith("="):
            self._check_state(line[1:].strip())
            return
        act, arrow, named = (part.strip() for part in line.partition("→"))
        if arrow:
            self._do(act)
            wanted = [f"utter_{name.strip()}" for name in named.split(",")]
            told = [answer["text"] for answer in self.chat.answers]
            assert self.chat.names() == wanted, f"{self.chat.names()}: {told}"
        else:
            self._happens(act)

    def _do(self, act: str) -> None:
        if act.startswith("["):
            self.chat.tap(self._filled(act.strip("[]")))
        elif act == "(photo)":
            self.chat.send_file("image")
        elif act == "(location)":
            self.chat.send_location(*GHANSALI)
        else:
            self.chat.say(self._filled(act))

    def _filled(self, words: str) -> str:
        return re.sub(
            r"{(\d)}",
            lambda match: complaint_number.spoken(self.complaint(int(match[1])).number),
            words,
        )

    def _check_state(self, wanted: str) -> None:
        place, colon, state = wanted.partition(": ")
        found = self.complaint(int(place)) if colon else self.complaint()
        assert found.state == (state if colon else wanted)

    # --- what happens ------------------------------------------------------------------------

    def _happens(self, event: str) -> None:
        match = re.fullmatch(r"\((.*?)(?: (\d))?\)", event)
        place = int(match[2] or 1)
        {
            "the office begins": lambda: self._office("start_work", place),
            "the office says solved": lambda: self._says_solved(place),
            "the office cannot": lambda: self._cannot(place),
            "the date is over": self._date_is_over,
            "four weeks pass": self._four_weeks_pass,
            "an hour passes": lambda: self._pass_time(hours=1),
            "two days pass": lambda: self._pass_time(days=2),
            "another complaint": self.file,
        }[match[1]]()

    def _office(self, act: str, place: int, login: str = "engineer", **given: object) -> None:
        with transaction(self._sessions) as session:
            complaint = session.merge(self.complaint(place), load=True)
            actor = moves.at_the_desk(session, cast.person(session, login), complaint, clock.now())
            perform(session, complaint, act, actor, clock.now(), Given(**given))

    def _says_solved(self, place: int) -> None:
        with transaction(self._sessions) as session:
            cast.proof(session, session.merge(self.complaint(place)), now=clock.now())
        login = {1: "engineer", 2: "executive", 3: "director", 4: "secretary"}[self._level(place)]
        self._office("report_solution", place, login, words="तार जोड़ दिया, सप्लाई चालू है")

    def _level(self, place: int) -> int:
        with transaction(self._sessions) as session:
            return session.merge(self.complaint(place)).post.level

    def _cannot(self, place: int) -> None:
        self._office("propose_cannot_be_done", place, words="बजट नहीं है")
        self._office("approve_cannot_be_done", place, "director", words="बजट नहीं है")

    def _date_is_over(self) -> None:
        self._pass_time(days=20)
        with transaction(self._sessions) as session:
            for complaint_id in escalation.to_escalate(session, clock.now()):
                escalation.escalate(session, complaint_id, clock.now())

    def _four_weeks_pass(self) -> None:
        self._pass_time(weeks=4, minutes=1)
        with transaction(self._sessions) as session:
            for complaint_id in rechecks.to_ask(session, clock.now()):
                rechecks.ask(session, complaint_id, clock.now())
