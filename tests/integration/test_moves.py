"""What each move does to a complaint, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.clock import INDIA
from helpline.domain import lifecycle
from helpline.domain.lifecycle import Need, NotAllowed
from helpline.services import audit, moves
from helpline.services.moves import ASSISTANT, Given, Incomplete, Overtaken, citizen, perform
from helpline.services.proposals import undecided
from helpline.store.accounts import Leave, Posting
from helpline.store.casework import Call
from helpline.store.messages import Outbox
from helpline.whatsapp.templates import as_seen
from tests.support import cast
from tests.support.cast import NOW, filed, message, person, post_of, proof


@pytest.fixture
def complaint(session):
    return filed(session)


def do(session, complaint, login, act, now=NOW, **given):
    who = person(session, login, now.date())
    actor = moves.at_the_desk(session, who, complaint, now)
    perform(session, complaint, act, actor, now, Given(**given))


def say(session, complaint, act, now=NOW, **given):
    perform(session, complaint, act, citizen(message(session, now).id), now, Given(**given))


def solve(session, complaint, login="engineer", now=NOW):
    proof(session, complaint, login, now)
    do(session, complaint, login, "report_solution", now, words="तार जोड़ दिया")


def told(session):
    rows = session.execute(select(Outbox.payload).order_by(Outbox.id)).scalars()
    return [str(row) for row in rows]


def acts(session, complaint):
    session.expire(complaint, ["history"])
    return [step.act for step in complaint.history]


def test_a_grievance_is_given_to_the_office_and_a_demand_into_its_lane(session, complaint):
    demand = filed(session, kind="demand")
    assert (complaint.state, demand.state) == ("assigned", "demand_recorded")
    assert complaint.post == post_of(session, "energy", 1)


def test_solved_and_confirmed(session, complaint):
    do(session, complaint, "engineer", "start_work")
    solve(session, complaint)
    assert complaint.state == "solution_reported"
    assert "तार जोड़ दिया" in told(session)[-1]
    assert "confirm_resolved" in told(session)[-1]
    say(session, complaint, "confirm_resolved")
    assert complaint.state == "confirmed"
    assert acts(session, complaint)[2:] == ["start_work", "report_solution", "confirm_resolved"]


def test_a_solution_needs_words_and_a_proof(session, complaint):
    with pytest.raises(Incomplete) as missing:
        do(session, complaint, "engineer", "report_solution", words="हो गया")
    assert missing.value.need is Need.PROOF
    proof(session, complaint)
    with pytest.raises(Incomplete) as missing:
        do(session, complaint, "engineer", "report_solution", words="  ")
    assert missing.value.need is Need.WORDS


def test_what_is_not_solved_goes_one_level_up_and_needs_a_new_proof(session, complaint):
    solve(session, complaint)
    later = NOW + timedelta(days=3)
    say(session, complaint, "not_solved", later)
    assert complaint.state == "assigned"
    assert complaint.post == post_of(session, "energy", 2)
    assert complaint.due_at > later
    with pytest.raises(Incomplete):
        do(session, complaint, "executive", "report_solution", later, words="अब हो गया")


def test_partly_solved_stays_with_the_office_under_a_new_date(session, complaint):
    solve(session, complaint)
    later = NOW + timedelta(days=30)
    say(session, complaint, "partly_solved", later)
    assert (complaint.state, complaint.post.level) == ("partly_solved", 1)
    assert complaint.due_at > later


def test_a_repeated_turn_moves_it_once(session, complaint):
    solve(session, complaint)
    word = citizen(message(session).id)
    for _ in range(2):
        perform(session, complaint, "not_solved", word, NOW)
    assert complaint.post.level == 2


def test_the_page_that_is_out_of_date_changes_nothing(session, complaint):
    seen = complaint.version
    do(session, complaint, "engineer", "start_work")
    actor = moves.at_the_desk(session, person(session, "engineer"), complaint, NOW)
    with pytest.raises(Overtaken):
        perform(session, complaint, "reassign", actor, NOW, seen_version=seen)


def test_reopened_it_goes_up_until_the_highest_level_and_stays_there(session, complaint):
    for level in (2, 3, 4, 4):
        say(session, complaint, "confirm_resolved")
        say(session, complaint, "reopen_complaint")
        assert complaint.post.level == level


def test_escalating_gives_a_new_date_and_tells_the_citizen(session, complaint):
    late = complaint.due_at + timedelta(hours=1)
    perform(session, complaint, "escalate", ASSISTANT, late)
    assert complaint.post == post_of(session, "energy", 2)
    assert complaint.due_at > late
    assert "ऊपर के अधिकारी" in told(session)[-1]


# --- proposals --------------------------------------------------------------------------------


def test_that_it_cannot_be_done_is_proposed_below_and_decided_above(session, complaint):
    do(session, complaint, "engineer", "propose_cannot_be_done", words="निजी ज़मीन है")
    assert complaint.state == "assigned"
    with pytest.raises(NotAllowed):
        do(session, complaint, "executive", "approve_cannot_be_done", words="ठीक")
    do(session, complaint, "director", "approve_cannot_be_done", words="ज़मीन निजी है")
    assert complaint.state == "cannot_be_done"
    assert "ज़मीन निजी है" in told(session)[-1]
    say(session, complaint, "appeal")
    assert (complaint.state, complaint.post.level) == ("assigned", 2)


def test_nobody_decides_what_they_proposed_themselves(session, complaint):
    for _ in range(2):
        perform(session, complaint, "escalate", ASSISTANT, NOW)
    do(session, complaint, "director", "propose_cannot_be_done", words="नहीं होगा")
    with pytest.raises(NotAllowed):
        do(session, complaint, "director", "approve_cannot_be_done", words="ठीक")
    do(session, complaint, "secretary", "approve_cannot_be_done", words="ठीक")
    assert complaint.state == "cannot_be_done"


def test_one_proposal_at_a_time_and_a_refusal_leaves_it_where_it_is(session, complaint):
    do(session, complaint, "engineer", "propose_cannot_be_done", words="नहीं")
    with pytest.raises(NotAllowed):
        do(session, complaint, "engineer", "propose_as_demand", words="माँग है")
    do(session, complaint, "director", "refuse_cannot_be_done", words="काम कीजिए")
    assert (complaint.state, undecided(session, complaint)) == ("assigned", None)
    do(session, complaint, "engineer", "propose_as_demand", words="माँग है")


def test_a_proposal_is_overtaken_when_the_complaint_goes_on(session, complaint):
    do(session, complaint, "engineer", "propose_cannot_be_done", words="नहीं")
    do(session, complaint, "engineer", "start_work")
    assert undecided(session, complaint) is not None
    perform(session, complaint, "escalate", ASSISTANT, NOW)
    assert undecided(session, complaint) is None


def test_counting_as_a_demand_needs_approval_and_tells_the_citizen(session, complaint):
    do(session, complaint, "engineer", "propose_as_demand", words="नई लाइन चाहिए")
    assert complaint.kind == "grievance"
    do(session, complaint, "executive", "approve_as_demand")
    assert (complaint.kind, complaint.state) == ("demand", "demand_recorded")
    assert "माँग" in told(session)[-1]


def test_a_demand_from_proposal_to_budget(session):
    demand = filed(session, kind="demand")
    do(session, demand, "engineer", "propose_demand", words="200 मीटर लाइन")
    do(session, demand, "director", "sanction_demand", budget_year=2026)
    assert demand.state == "demand_sanctioned"
    assert demand.due_at.astimezone(INDIA).date().isoformat() == "2027-03-31"
    solve(session, demand)
    say(session, demand, "confirm_resolved")
    assert demand.state == "confirmed"


def test_a_declined_demand_can_be_appealed(session):
    demand = filed(session, kind="demand")
    do(session, demand, "director", "decline_demand", words="बजट नहीं है")
    assert demand.state == "demand_declined"
    say(session, demand, "appeal")
    assert (demand.state, demand.post.level) == ("demand_recorded", 2)


# --- passing on -------------------------------------------------------------------------------


def test_a_transfer_goes_to_another_department_and_keeps_the_clock(session, complaint):
    due = complaint.due_at
    health = post_of(session, "health", 1)
    do(session, complaint, "engineer", "transfer", words="अस्पताल की लाइन", post_id=health.id)
    assert (complaint.department_code, complaint.post, complaint.transfers) == ("health", health, 1)
    assert complaint.due_at == due


def test_the_third_transfer_needs_approval_one_level_up(session, complaint):
    energy, health = post_of(session, "energy", 1), post_of(session, "health", 1)
    do(session, complaint, "engineer", "transfer", words="उनका", post_id=health.id)
    do(session, complaint, "doctor", "transfer", words="इनका", post_id=energy.id)
    with pytest.raises(NotAllowed):
        do(session, complaint, "engineer", "transfer", words="उनका", post_id=health.id)
    do(session, complaint, "engineer", "propose_transfer", words="उनका", post_id=health.id)
    assert complaint.post == energy
    do(session, complaint, "executive", "approve_transfer")
    assert (complaint.post, complaint.transfers) == (health, 3)


def test_a_reassignment_stays_in_department_and_district(session, complaint):
    for wrong in (post_of(session, "health", 1), post_of(session, "energy", 1, elsewhere=True)):
        with pytest.raises(Incomplete):
            do(session, complaint, "executive", "reassign", words="वहाँ", post_id=wrong.id)


def test_nothing_jumps_a_level_sideways(session, complaint):
    for wrong in (post_of(session, "energy", 2), post_of(session, "health", 3)):
        for act in ("reassign", "transfer"):
            with pytest.raises(Incomplete):
                do(session, complaint, "engineer", act, words="ऊपर", post_id=wrong.id)


# --- empty posts ------------------------------------------------------------------------------


def test_the_office_above_acts_for_an_empty_post(session, complaint):
    with pytest.raises(NotAllowed):
        do(session, complaint, "executive", "start_work")
    session.add(
        Leave(account_id=cast.account(session, "engineer").id, since=NOW.date(), until=NOW.date())
    )
    session.flush()
    do(session, complaint, "executive", "start_work")
    assert complaint.state == "in_progress"


def test_the_substitute_acts_for_somebody_on_leave(session, complaint):
    stranger = cast.account(session, "stranger")
    session.add(
        Posting(
            post_id=complaint.post_id,
            account_id=stranger.id,
            since=NOW.date(),
            until=NOW.date(),
            is_acting=True,
        )
    )
    session.flush()
    do(session, complaint, "stranger", "start_work")
    with pytest.raises(NotAllowed):
        do(session, complaint, "stranger", "reassign", NOW + timedelta(days=1), words="…")


# --- joined -----------------------------------------------------------------------------------


def test_each_citizen_who_joined_is_asked_and_may_go_on_alone(session, complaint):
    child = filed(session)
    say(session, child, "join", parent_id=complaint.id)
    assert (child.state, child.parent) == ("joined", complaint)
    solve(session, complaint)
    assert (complaint.state, child.state) == ("solution_reported", "solution_reported")
    say(session, complaint, "confirm_resolved")
    say(session, child, "not_solved")
    assert (child.state, child.post.level, child.parent_id) == ("assigned", 2, None)


def test_when_the_parent_ends_otherwise_the_joined_go_on(session, complaint):
    child = filed(session)
    say(session, child, "join", parent_id=complaint.id)
    say(session, complaint, "withdraw_complaint")
    assert (complaint.state, child.state) == ("withdrawn", "assigned")


def test_no_rows_of_joins_and_none_to_itself_or_another_district(session, complaint):
    child, grandchild = filed(session), filed(session)
    far = filed(session, district=cast.OTHER_DISTRICT, block=cast.OTHER_BLOCK, place="Takula")
    say(session, child, "join", parent_id=complaint.id)
    for one, parent in ((grandchild, child), (complaint, grandchild), (far, grandchild)):
        with pytest.raises(Incomplete):
            say(session, one, "join", parent_id=parent.id)
    with pytest.raises(Incomplete):
        say(session, grandchild, "join", parent_id=grandchild.id)


# --- the citizen's word by phone --------------------------------------------------------------


def call(session, complaint, outcome):
    row = Call(
        complaint_id=complaint.id,
        account_id=cast.account(session, "helpdesk").id,
        at=NOW,
        outcome=outcome,
    )
    session.add(row)
    session.flush()
    return row


def test_the_help_desk_takes_the_citizens_word_down_only_after_a_call(session, complaint):
    solve(session, complaint)
    with pytest.raises(Incomplete):
        do(session, complaint, "helpdesk", "confirm_resolved")
    unanswered = call(session, complaint, "no_answer")
    with pytest.raises(Incomplete):
        do(session, complaint, "helpdesk", "confirm_resolved", call_id=unanswered.id)
    reached = call(session, complaint, "reached")
    do(session, complaint, "helpdesk", "confirm_resolved", call_id=reached.id)
    assert complaint.state == "confirmed"
    assert "फ़ोन पर बताया" in told(session)[-1]


def test_a_call_about_another_complaint_says_nothing_about_this_one(session, complaint):
    solve(session, complaint)
    other = call(session, filed(session), "reached")
    with pytest.raises(Incomplete):
        do(session, complaint, "helpdesk", "confirm_resolved", call_id=other.id)


# --- the audit log ----------------------------------------------------------------------------


def test_every_move_stands_in_the_audit_log(session, complaint):
    solve(session, complaint)
    say(session, complaint, "confirm_resolved")
    assert audit.first_broken(session) is None
    entries = session.execute(select(audit.AuditEntry).order_by(audit.AuditEntry.id)).scalars()
    assert [(e.actor, e.act) for e in entries] == [
        ("assistant", "assign"),
        ("engineer", "report_solution"),
        ("citizen", "confirm_resolved"),
    ]


def test_no_role_but_its_own_may_do_anything(session, complaint):
    """Every member of the cast, every act, every state of the table, against what is written there."""
    for state in lifecycle.STATES:
        complaint.state = state
        session.flush()
        for login in (
            "stranger",
            "strange_executive",
            "doctor",
            "strange_magistrate",
            "trainer",
            "administrator",
        ):
            actor = moves.at_the_desk(session, person(session, login), complaint, NOW)
            assert moves.allowed(session, complaint, actor) == [], (login, state)


def test_a_question_has_a_template_for_who_has_not_written_for_long(session, complaint):
    solve(session, complaint)
    row = session.execute(select(Outbox).order_by(Outbox.id.desc()).limit(1)).scalar_one()
    text, taps = as_seen(row.template)
    assert f"{complaint.number[:4]}-{complaint.number[4:]}" in text
    assert [tap.id.partition("{")[0] for tap in taps] == [
        "/confirm_resolved",
        "/partly_solved",
        "/reopen_complaint",
    ]
