"""Digests: who gets one, once a day, with what; and how it is sent."""

import re
import threading
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from helpline.clock import INDIA
from helpline.services import digests, moves
from helpline.services.moves import Given, perform
from helpline.settings import load
from helpline.store.accounts import Account, Digest, Leave, Posting
from helpline.store.base import transaction
from helpline.worker import mail
from helpline.worker.jobs import Jobs
from tests.support import cast
from tests.support.cast import NOW, account, filed, person
from tests.support.smtp import FakeSmtp

TODAY = NOW.date()


@pytest.fixture
def caught(tmp_path):
    """Return a function that reads the e-mails caught so far, by recipient."""

    def read():
        paths = sorted(tmp_path.glob("*.eml"))
        found = [message_from_bytes(p.read_bytes(), policy=policy.default) for p in paths]
        return {message["To"]: message for message in found}

    return read


@pytest.fixture
def jobs(seeded, tmp_path, frozen_clock):
    with transaction(seeded) as session:
        cast.add_cast(session)
        for one in session.execute(select(Account)).scalars():
            one.email = f"{one.login}@example.org"
    return Jobs(seeded, mail.Catcher(tmp_path), "desk@example.org", "https://desk.example.org")


@pytest.fixture
def complaint(jobs):
    with transaction(jobs.sessions) as session:
        return filed(session, category="energy/low_voltage", place="राम सिंह का मकान")


def propose(jobs, complaint, act, login="engineer"):
    with transaction(jobs.sessions) as session:
        found = session.get(type(complaint), complaint.id)
        actor = moves.at_the_desk(session, person(session, login), found, NOW)
        perform(session, found, act, actor, NOW, Given("कारण"))


def text_for(caught, login):
    return caught()[f"{login}@example.org"].get_content()


def kept(jobs):
    with jobs.sessions() as session:
        rows = session.execute(select(Digest, Account.login).join_from(Digest, Account)).all()
        return {login: digest for digest, login in rows}


def test_a_new_complaint_stands_in_hindi_and_english_with_its_address(jobs, complaint, caught):
    jobs.send_digests()
    text = text_for(caught, "engineer")
    number = complaint.number
    assert "नई शिकायतें और माँगें: 1" in text
    assert "New complaints and demands: 1" in text
    assert f"{number[:4]}-{number[4:]}  बिजली का वोल्टेज कम, भिलंगना, 18 मार्च तक" in text
    assert "Low voltage, Bhilangna, due 18 March" in text
    assert f"https://desk.example.org/complaints/{number}" in text
    assert "1 नई" in caught()["engineer@example.org"]["Subject"]


def test_no_citizen_stands_in_it(jobs, complaint, caught):
    jobs.send_digests()
    text = text_for(caught, "engineer")
    for private in ("राम सिंह", complaint.text, "9190"):
        assert private not in text


def test_before_the_date_it_warns_and_after_it_says_overdue(jobs, complaint, caught, frozen_clock):
    frozen_clock.moment = datetime(2026, 3, 17, 9, 0, tzinfo=INDIA)
    jobs.send_digests()
    assert "समय दो कार्य दिवस में पूरा होगा: 1" in text_for(caught, "engineer")
    frozen_clock.moment = datetime(2026, 3, 19, 9, 0, tzinfo=INDIA)
    jobs.send_digests()
    assert "Overdue: 1" in text_for(caught, "engineer")


def test_it_is_new_once(jobs, complaint, caught, frozen_clock):
    jobs.send_digests()
    assert kept(jobs)["engineer"].sent_at == frozen_clock()
    frozen_clock.advance(days=1)
    with jobs.sessions() as session:
        again = digests.summary(session, account(session, "engineer"), "en", frozen_clock())
    assert (again.new.total, again.says_something) == (0, False)


@pytest.mark.parametrize(
    ("act", "deciders"),
    [
        ("propose_cannot_be_done", {"director", "secretary"}),
        ("propose_as_demand", {"executive", "director", "secretary"}),
    ],
)
def test_those_who_decide_are_told_of_a_proposal(jobs, complaint, caught, act, deciders):
    propose(jobs, complaint, act)
    jobs.send_digests()
    told = {to.partition("@")[0] for to, message in caught().items() if decides(message)}
    assert told == deciders


def decides(message):
    return "Waiting for your decision: 1" in message.get_content()


def test_whoever_proposed_is_not_asked(jobs, complaint):
    propose(jobs, complaint, "propose_as_demand", "helpdesk")
    with transaction(jobs.sessions) as session:
        proposal = session.execute(select(moves.Proposal)).scalar_one()
        proposal.account_id = account(session, "executive").id
        session.flush()
        found = digests.summary(session, account(session, "executive"), "en", NOW)
    assert found.approvals.total == 0


def test_empty_posts_below_are_an_alarm(jobs, caught):
    jobs.send_digests()
    text = text_for(caught, "executive")
    # Tehri Garhwal has nine blocks, one of which has its engineer, and five larger towns.
    assert "Empty posts below you: 13." in text
    assert "Bhilangna" not in text
    with transaction(jobs.sessions) as session:
        found = digests.summary(session, account(session, "director"), "en", NOW)
    assert found.empty_posts == 95 + 50 - 2 + 13 - 2
    assert len(found.empty_post_names) == digests.MOST_LINES


def test_a_long_list_is_cut_and_says_so(jobs, caught):
    with transaction(jobs.sessions) as session:
        for _ in range(digests.MOST_LINES + 2):
            filed(session, category="energy/low_voltage")
    jobs.send_digests()
    text = text_for(caught, "engineer")
    assert "New complaints and demands: 17" in text
    assert "and 2 more" in text
    assert len(re.findall("Low voltage", text)) == digests.MOST_LINES


@pytest.mark.parametrize(
    ("moment", "sends"),
    [
        (datetime(2026, 3, 10, 8, 59, tzinfo=INDIA), False),
        (datetime(2026, 3, 10, 9, 0, tzinfo=INDIA), True),
        (datetime(2026, 3, 15, 12, 0, tzinfo=INDIA), False),  # a Sunday
        (datetime(2026, 3, 21, 12, 0, tzinfo=INDIA), False),  # Eid
    ],
)
def test_they_go_on_working_days_from_nine(jobs, frozen_clock, moment, sends):
    frozen_clock.moment = moment
    assert bool(jobs.send_digests()) is sends


def test_only_officers_who_are_there_get_one(jobs):
    with transaction(jobs.sessions) as session:
        account(session, "stranger").email = None
        account(session, "doctor").is_closed = True
        away = account(session, "director").id
        session.add(Leave(account_id=away, since=TODAY, until=TODAY))
        retired = account(session, "secretary").id
        posting = session.execute(select(Posting).where(Posting.account_id == retired))
        posting.scalar_one().until = TODAY - timedelta(days=1)
    jobs.send_digests()
    assert set(kept(jobs)) == {"engineer", "executive", "strange_executive"}


def test_where_nothing_waits_no_mail_goes(jobs, caught):
    jobs.send_digests()
    assert "engineer@example.org" not in caught()
    assert kept(jobs)["engineer"].sent_at is None


def test_two_workers_send_each_digest_once(jobs, complaint, tmp_path):
    gone = []
    threads = [threading.Thread(target=lambda: gone.append(jobs.send_digests())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(gone) == len(list(tmp_path.glob("*.eml"))) > 3
    assert jobs.send_digests() == 0


# --- over SMTP --------------------------------------------------------------------------------


def over_smtp(jobs, url):
    secrets = dict.fromkeys(
        ("CITIZEN_KEY_SECRET", "DESK_SECRET_KEY", "WHATSAPP_VERIFY_TOKEN"), "secret"
    ) | dict.fromkeys(("WHATSAPP_APP_SECRET", "RASA_TOKEN"), "secret")
    mailer = mail.mailer(load({**secrets, "SMTP_URL": url}))
    return Jobs(jobs.sessions, mailer, jobs.mail_from, jobs.desk_url)


def test_it_goes_over_smtp(jobs, complaint):
    with FakeSmtp() as server:
        over_smtp(jobs, server.url).send_digests()
        messages = {message["To"]: message for message in server.messages}
    message = messages["engineer@example.org"]
    assert message["From"] == "desk@example.org"
    assert "नई शिकायतें और माँगें: 1" in message.get_content()


def test_a_server_that_does_not_answer_gets_it_later(jobs, complaint, caplog):
    with FakeSmtp() as server:
        url = server.url
    assert over_smtp(jobs, url).send_digests() == 0
    assert kept(jobs) == {}
    assert "ConnectionRefusedError" in caplog.text
    with FakeSmtp() as server:
        assert over_smtp(jobs, server.url).send_digests() > 0


def test_a_refused_mail_is_not_sent_twice_and_stops_nobody(jobs, complaint):
    with FakeSmtp() as server:
        server.refuse = True
        over_smtp(jobs, server.url).send_digests()
        server.refuse = False
        assert over_smtp(jobs, server.url).send_digests() == 0
    assert kept(jobs)["engineer"].error == "SMTPRecipientsRefused"
    assert kept(jobs)["executive"].error == "SMTPRecipientsRefused"


def test_days_are_indian_days(jobs, complaint, frozen_clock):
    frozen_clock.moment = datetime(2026, 3, 10, 23, 30, tzinfo=INDIA)
    jobs.send_digests()
    assert kept(jobs)["engineer"].day == date(2026, 3, 10)
