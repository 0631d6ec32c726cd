"""Every member of the cast, every act, every state, through the real addresses: the law and no more."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select, update

from helpline.desk import acts, words
from helpline.domain import lifecycle
from helpline.domain.authority import Capacity
from helpline.domain.lifecycle import GRIEVANCE, MOVES, STATES, WITH_OFFICE
from helpline.services import moves
from helpline.services.proposals import WISHES
from helpline.store.base import transaction
from helpline.store.casework import Call, Proposal
from helpline.store.complaints import Complaint
from tests.support import cast
from tests.support.cast import NOW, filed, post_of, proof

pytestmark = pytest.mark.usefixtures("frozen_clock")

# What each is to a complaint that lies with the engineer's office. Whoever is not named may not
# even know of it.
CAPACITIES = {
    "engineer": {Capacity.HOLDER},
    "executive": {Capacity.SUPERIOR},
    "director": {Capacity.SUPERIOR, Capacity.APPROVER},
    "secretary": {Capacity.SUPERIOR, Capacity.APPROVER},
    "magistrate": {Capacity.DISTRICT},
    "helpdesk": {Capacity.HELPDESK},
    "cm_office": {Capacity.CM_OFFICE},
}
ACTS = sorted({move.act for move in MOVES})


@pytest.fixture
def template(cast_template):
    return cast_template


class Scene:
    """One complaint that is put into any state, and the form that would satisfy every act."""

    def __init__(self, sessions) -> None:
        self.sessions = sessions
        with transaction(sessions) as session:
            complaint, parent = filed(session), filed(session)
            proof(session, complaint)
            call = Call(
                complaint_id=complaint.id,
                account_id=cast.account(session, "helpdesk").id,
                at=NOW,
                outcome=moves.REACHED,
            )
            session.add(call)
            session.flush()
            self.id, self.number = complaint.id, complaint.number
            self.columns = {
                column.name: getattr(complaint, column.name)
                for column in Complaint.__table__.columns
                if column.name != "id"
            }
            block = complaint.block_code
            self.near = (
                session.execute(
                    select(cast.Post.id).where(
                        cast.Post.department_code == "energy",
                        cast.Post.level == 1,
                        cast.Post.district_code == complaint.district_code,
                        cast.Post.block_code != block,
                    )
                )
                .scalars()
                .first()
            )
            self.far = post_of(session, "health", 1).id
            self.form = {
                "version": complaint.version,
                "words": "कारण यह है",
                "parent": parent.number,
                "budget_year": "2026",
                "call": call.id,
            }

    def lay(self, state: str, wish: str | None = None, by: str = "engineer", **columns) -> None:
        """Put the complaint back as it was filed, but into this state."""
        with transaction(self.sessions) as session:
            session.execute(delete(Proposal))
            session.execute(
                update(Complaint)
                .where(Complaint.id == self.id)
                .values({**self.columns, "state": state, **columns})
            )
            if wish:
                session.add(
                    Proposal(
                        complaint_id=self.id,
                        wish=wish,
                        words="क्योंकि",
                        post_id=self.far,
                        account_id=cast.account(session, by).id,
                        at=NOW,
                    )
                )

    def post(self, visitor, act: str):
        post = self.near if act == "reassign" else self.far
        return visitor.submit(f"/complaints/{self.number}/moves/{act}", {**self.form, "post": post})

    def version(self) -> int:
        with transaction(self.sessions) as session:
            return session.get(Complaint, self.id).version

    def proposals(self) -> int:
        with transaction(self.sessions) as session:
            return len(session.execute(select(Proposal.id)).all())


@pytest.fixture
def scene(sessions) -> Scene:
    return Scene(sessions)


def lawful(act: str, state: str, login: str) -> bool:
    """What the table of moves says where no proposal waits and nothing was transferred yet."""
    if act.startswith(("approve_", "refuse_")) or act == "propose_transfer":
        return False
    return any(
        move.act == act and state in move.of and move.by & CAPACITIES[login] for move in MOVES
    )


@pytest.mark.parametrize("login", sorted(set(cast.CAST) - set(CAPACITIES)))
def test_for_others_the_complaint_is_not_there_whatever_they_try(scene, sign_in, login):
    desk = sign_in(login)
    assert {scene.post(desk, act).status_code for act in ACTS} == {404}
    assert scene.version() == scene.form["version"]


@pytest.mark.parametrize("login", sorted(CAPACITIES))
def test_exactly_the_lawful_acts_work(scene, sign_in, login, monkeypatch):
    # Hundreds of acts are refused, each with a page that other tests look at.
    monkeypatch.setattr(acts, "render_template", lambda *_, **__: "")
    desk, wrong = sign_in(login), []
    for state in STATES:
        scene.lay(state)
        for act in words.DEEDS:
            status, expected = scene.post(desk, act).status_code, lawful(act, state, login)
            if status != (302 if expected else 403):
                wrong.append((state, act, status))
            if status == 302:
                scene.lay(state)
    assert wrong == []
    assert scene.version() == scene.form["version"]


@pytest.mark.parametrize("login", sorted(CAPACITIES))
def test_nobody_at_the_desk_does_what_is_the_helplines_own(scene, sign_in, login):
    desk = sign_in(login)
    for act in set(ACTS) - set(words.DEEDS):
        assert scene.post(desk, act).status_code == 404


DECIDERS = {
    "transfer": {"executive", "director", "secretary", "magistrate", "cm_office"},
    "cannot_be_done": {"director", "secretary"},
    "as_demand": {"executive", "director", "secretary", "cm_office"},
}


@pytest.mark.parametrize("login", sorted(CAPACITIES))
def test_a_proposal_is_decided_by_those_above_and_never_by_its_proposer(scene, sign_in, login):
    desk = sign_in(login)
    for wish in WISHES:
        for verb in ("approve", "refuse"):
            for state in sorted(WITH_OFFICE):
                scene.lay(state, wish)
                status = scene.post(desk, f"{verb}_{wish}").status_code
                assert status == (302 if login in DECIDERS[wish] else 403), (wish, verb, state)
        scene.lay("assigned", wish, by=login)
        assert scene.post(desk, f"approve_{wish}").status_code == 403
        scene.lay("solution_reported", wish)
        assert scene.post(desk, f"approve_{wish}").status_code == 403


def test_after_two_transfers_the_holder_proposes_and_the_superior_still_may(scene, sign_in):
    engineer, executive = sign_in("engineer"), sign_in("executive")
    scene.lay("assigned", transfers=2)
    assert scene.post(engineer, "transfer").status_code == 403
    assert scene.post(engineer, "propose_transfer").status_code == 302
    scene.lay("assigned", transfers=2)
    assert scene.post(executive, "transfer").status_code == 302


def test_every_state_and_act_has_a_name():
    assert set(words.STATES) == set(STATES)
    assert {move.act for move in MOVES} <= set(words.STEPS)
    at_the_desk = [move for move in MOVES if move.by - {Capacity.CITIZEN, Capacity.ASSISTANT}]
    assert {move.act for move in at_the_desk} == set(words.DEEDS)
    assert set(words.MISSING) == set(lifecycle.Need)
    assert set(words.WISHES) == set(WISHES)


# --- forms ------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", sorted(CAPACITIES))
def test_the_case_page_offers_exactly_what_works(scene, sign_in, login):
    desk = sign_in(login)
    for state in STATES:
        scene.lay(state)
        page = desk.open(f"/complaints/{scene.number}").text
        # What the citizen said in a call is a choice of the form for calls.
        offered = {act for act in ACTS if f"/moves/{act}" in page or f'value="{act}"' in page}
        assert offered == {act for act in words.DEEDS if lawful(act, state, login)}, state


def needs() -> Iterator[tuple[str, str, str, str]]:
    yield from (
        ("engineer", "assigned", "report_solution", "words"),
        ("engineer", "assigned", "reassign", "post"),
        ("engineer", "assigned", "transfer", "post"),
        ("engineer", "assigned", "join", "parent"),
        ("director", "demand_proposed", "sanction_demand", "budget_year"),
        ("helpdesk", "solution_reported", "confirm_resolved", "call"),
        ("director", "demand_recorded", "decline_demand", "words"),
    )


@pytest.mark.parametrize(("login", "state", "act", "field"), needs())
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    scene, sign_in, login, state, act, field
):
    scene.lay(state)
    post = scene.near if act == "reassign" else scene.far
    form = {**scene.form, "post": post, field: ""}

    answer = sign_in(login).submit(f"/complaints/{scene.number}/moves/{act}", form)

    assert answer.status_code == 400
    assert 'class="field-error"' in answer.text
    if field != "words" and "words" in next(m.needs for m in MOVES if m.act == act):
        assert form["words"] in answer.text
    assert scene.version() == scene.form["version"]


@pytest.mark.parametrize("nonsense", ["0", "-1", "x", "9" * 40, "१"])
def test_nonsense_in_a_field_is_what_is_missing(scene, sign_in, nonsense):
    scene.lay("assigned")
    form = {**scene.form, "post": nonsense}

    answer = sign_in("engineer").submit(f"/complaints/{scene.number}/moves/reassign", form)

    assert answer.status_code == 400


def test_a_solution_needs_its_proof(scene, sign_in):
    with transaction(scene.sessions) as session:
        bare = filed(session)
    form = {**scene.form, "version": bare.version}

    answer = sign_in("engineer").submit(f"/complaints/{bare.number}/moves/report_solution", form)

    assert answer.status_code == 400
    assert "कृपया पहले शिकायत में कोई फ़ोटो या दस्तावेज़ जोड़िए" in answer.text
    assert form["words"] in answer.text


def test_what_somebody_changed_meanwhile_is_shown_before_one_decides_again(scene, sign_in):
    scene.lay("assigned")
    executive = sign_in("executive")
    scene.post(sign_in("engineer"), "start_work")

    answer = executive.submit(
        f"/complaints/{scene.number}/moves/reassign", {**scene.form, "post": scene.near}
    )

    assert answer.status_code == 409
    assert "किसी और ने यह शिकायत बदल दी" in answer.text
    assert "काम शुरू हुआ" in answer.text
    assert scene.form["words"] in answer.text
    assert f'name="version" value="{scene.version()}"' in answer.text


def test_what_is_not_possible_any_more_is_said_with_what_was_typed(scene, sign_in):
    scene.lay("confirmed")

    answer = scene.post(sign_in("engineer"), "report_solution")

    assert answer.status_code == 403
    assert "यह नहीं हो सकता" in answer.text
    assert scene.form["words"] in answer.text


def test_an_office_far_away_is_found_in_two_steps_and_the_words_stay(scene, sign_in):
    scene.lay("assigned")
    with transaction(scene.sessions) as session:
        district = cast.district_code(session, cast.DISTRICT)
        title = session.get(cast.Post, scene.far).title_hi
    form = {"words": "अस्पताल की लाइन", "department": "health", "district": district, "narrow": "1"}
    engineer = sign_in("engineer")
    assert 'name="post"' not in engineer.open(f"/complaints/{scene.number}/moves/transfer").text

    answer = engineer.submit(f"/complaints/{scene.number}/moves/transfer", form)

    assert answer.status_code == 200
    assert title in answer.text
    assert "अस्पताल की लाइन" in answer.text
    assert scene.version() == scene.form["version"]


def test_whoever_gives_it_out_of_their_area_comes_back_to_their_list(scene, sign_in):
    scene.lay("assigned")

    assert scene.post(sign_in("engineer"), "transfer").location == "/"
    scene.lay("assigned")
    assert scene.post(sign_in("helpdesk"), "send_higher").location.startswith("/complaints/")


def test_a_complaint_to_join_to_must_be_ones_own_to_see(scene, sign_in):
    scene.lay("assigned")
    with transaction(scene.sessions) as session:
        unseen = filed(session, category="health/ambulance").number
    form = {**scene.form, "parent": unseen}

    answer = sign_in("engineer").submit(f"/complaints/{scene.number}/moves/join", form)

    assert answer.status_code == 400


def test_a_grievance_only_can_become_a_demand(scene, sign_in):
    scene.lay("assigned", kind="demand")
    assert scene.columns["kind"] == GRIEVANCE

    assert scene.post(sign_in("engineer"), "propose_as_demand").status_code == 403
