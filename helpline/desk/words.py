"""How the desk names states, acts, needs and the like: one place, in plain words."""

from flask_babel import lazy_gettext

from helpline.domain.lifecycle import Move, Need
from helpline.services import worklist

STATES = {
    "filed": lazy_gettext("Filed"),
    "assigned": lazy_gettext("With the office"),
    "in_progress": lazy_gettext("Work has begun"),
    "solution_reported": lazy_gettext("Waiting for the citizen's answer"),
    "partly_solved": lazy_gettext("Partly solved"),
    "joined": lazy_gettext("Joined to another one"),
    "confirmed": lazy_gettext("Solved, says the citizen"),
    "cannot_be_done": lazy_gettext("Cannot be done"),
    "withdrawn": lazy_gettext("Withdrawn by the citizen"),
    "demand_recorded": lazy_gettext("Demand recorded"),
    "demand_proposed": lazy_gettext("Demand proposed"),
    "demand_sanctioned": lazy_gettext("Demand approved"),
    "demand_declined": lazy_gettext("Demand not approved"),
}
STATE_TONES = {
    "solution_reported": "wait",
    "partly_solved": "wait",
    "confirmed": "success",
    "demand_sanctioned": "success",
    "cannot_be_done": "plain",
    "withdrawn": "plain",
    "demand_declined": "plain",
}

KINDS = {"grievance": lazy_gettext("Grievance"), "demand": lazy_gettext("Demand")}

# In the history: what happened.
STEPS = {
    "filed": lazy_gettext("Complaint filed"),
    "add_information": lazy_gettext("More information from the citizen"),
    "message": lazy_gettext("Message to the citizen"),
    "add_proof": lazy_gettext("Proof added"),
    "send_reminder": lazy_gettext("The citizen presses for action"),
    "ask_higher": lazy_gettext("The citizen wants it to go higher"),
    "add_file": lazy_gettext("File from the citizen"),
    "add_place": lazy_gettext("Location from the citizen"),
    "correct_place": lazy_gettext("The citizen puts the place right"),
    "say_misrouted": lazy_gettext("The citizen says: this is the wrong office or place"),
    "says_solved": lazy_gettext("The citizen says: still solved"),
    "says_partly_solved": lazy_gettext("The citizen says: only a part of it is solved"),
    "says_not_solved": lazy_gettext("The citizen says: not solved yet"),
    "rate_solution": lazy_gettext("The citizen rates the work, 5 is best"),
    "ask_again": lazy_gettext("Four weeks later the citizen is asked: still solved?"),
    "assign": lazy_gettext("Given to an office"),
    "record_demand": lazy_gettext("Recorded as a demand"),
    "escalate": lazy_gettext("Time was over: gone to the level above"),
    "send_higher": lazy_gettext("Sent to the level above"),
    "start_work": lazy_gettext("Work begun"),
    "report_solution": lazy_gettext("The office says: solved. The citizen is asked"),
    "reassign": lazy_gettext("Given to another office of the department"),
    "transfer": lazy_gettext("Transferred"),
    "propose_transfer": lazy_gettext("Transfer proposed"),
    "approve_transfer": lazy_gettext("Transfer approved"),
    "refuse_transfer": lazy_gettext("Transfer refused"),
    "propose_cannot_be_done": lazy_gettext("The office says that it cannot be done"),
    "approve_cannot_be_done": lazy_gettext("Approved: it cannot be done"),
    "refuse_cannot_be_done": lazy_gettext("Refused: the work is to be done"),
    "propose_as_demand": lazy_gettext("Proposed to count it as a demand"),
    "approve_as_demand": lazy_gettext("Counted as a demand"),
    "refuse_as_demand": lazy_gettext("Refused: it stays a grievance"),
    "propose_demand": lazy_gettext("Demand proposed for approval"),
    "sanction_demand": lazy_gettext("Demand approved with a budget year"),
    "decline_demand": lazy_gettext("The demand was not approved"),
    "join": lazy_gettext("Joined to another complaint"),
    "separate": lazy_gettext("Goes on by itself"),
    "report_with_parent": lazy_gettext("Reported solved with the one it was joined to"),
    "confirm_resolved": lazy_gettext("The citizen says: solved"),
    "partly_solved": lazy_gettext("The citizen says: partly solved"),
    "not_solved": lazy_gettext("The citizen says: not solved"),
    "reopen_complaint": lazy_gettext("The citizen opened it again"),
    "appeal": lazy_gettext("The citizen appealed"),
    "withdraw_complaint": lazy_gettext("The citizen withdrew it"),
}

# On a button: what somebody at the desk can do. Acts of the assistant have none.
DEEDS = {
    "send_higher": lazy_gettext("Send to the level above"),
    "start_work": lazy_gettext("Begin work"),
    "report_solution": lazy_gettext("Report as solved"),
    "reassign": lazy_gettext("Give to another office"),
    "transfer": lazy_gettext("Transfer to another department or district"),
    "propose_transfer": lazy_gettext("Propose a transfer"),
    "approve_transfer": lazy_gettext("Approve the transfer"),
    "refuse_transfer": lazy_gettext("Refuse the transfer"),
    "propose_cannot_be_done": lazy_gettext("Propose: cannot be done"),
    "approve_cannot_be_done": lazy_gettext("Approve: cannot be done"),
    "refuse_cannot_be_done": lazy_gettext("Refuse: the work is to be done"),
    "propose_as_demand": lazy_gettext("Propose: count as a demand"),
    "approve_as_demand": lazy_gettext("Approve: count as a demand"),
    "refuse_as_demand": lazy_gettext("Refuse: stays a grievance"),
    "propose_demand": lazy_gettext("Propose the demand for approval"),
    "sanction_demand": lazy_gettext("Approve the demand"),
    "decline_demand": lazy_gettext("Decline the demand"),
    "join": lazy_gettext("Join to another complaint"),
    "separate": lazy_gettext("Let it go on by itself"),
    "confirm_resolved": lazy_gettext("Citizen said: solved"),
    "partly_solved": lazy_gettext("Citizen said: partly solved"),
    "not_solved": lazy_gettext("Citizen said: not solved"),
    "reopen_complaint": lazy_gettext("Citizen wants it opened again"),
    "appeal": lazy_gettext("Citizen appeals"),
    "withdraw_complaint": lazy_gettext("Citizen withdraws it"),
}

# What the work is about stands before what passes it on.
FIRST_DEEDS = (
    *("approve_cannot_be_done", "approve_as_demand", "approve_transfer"),
    *("start_work", "report_solution", "propose_demand", "sanction_demand"),
)

ACTORS = {"citizen": lazy_gettext("Citizen"), "assistant": lazy_gettext("Assistant")}

WISHES = {
    "transfer": lazy_gettext("Transfer"),
    "cannot_be_done": lazy_gettext("Cannot be done"),
    "as_demand": lazy_gettext("Count as a demand"),
}

MISSING = {
    Need.WORDS: lazy_gettext("Please write a few words here."),
    Need.PROOF: lazy_gettext("Please add a photo or a document to the complaint first."),
    Need.OFFICE: lazy_gettext("Please choose an office that can get this complaint."),
    Need.PARENT: lazy_gettext(
        "Please give the number of an open complaint in the same district that is not joined itself."
    ),
    Need.BUDGET_YEAR: lazy_gettext("Please choose the budget year."),
    Need.CALL: lazy_gettext("Please note the call first, in which the citizen said so."),
    Need.PROPOSAL: lazy_gettext("No proposal waits for a decision any more."),
}

GROUPS = {
    worklist.MINE: lazy_gettext("Mine to act on"),
    worklist.OPEN: lazy_gettext("All open"),
    worklist.WAITING: lazy_gettext("Waiting for the citizen"),
    worklist.DEMANDS: lazy_gettext("Demands"),
    worklist.ENDED: lazy_gettext("Ended"),
}

LATE = {
    worklist.OVERDUE: lazy_gettext("Overdue"),
    worklist.OLD: lazy_gettext("Open for over 36 days"),
    worklist.VERY_OLD: lazy_gettext("Open for over 180 days"),
}

CALL_OUTCOMES = {
    "reached": lazy_gettext("reached"),
    "no_answer": lazy_gettext("no answer"),
    "call_again": lazy_gettext("asked to call again"),
    "wrong_number": lazy_gettext("wrong number"),
}


def budget_year(first: int) -> str:
    """Return a budget year as it is written: `2027-28`."""
    return f"{first}-{(first + 1) % 100:02d}"


def first_deeds_first(moves: list[Move]) -> list[Move]:
    """Return moves in the order of their buttons: a decision, the work, then what passes it on."""
    decisions = ("approve_", "refuse_")
    return sorted(
        moves, key=lambda move: (not move.act.startswith(decisions), move.act not in FIRST_DEEDS)
    )


def names() -> dict[str, object]:
    """Return the names for the templates."""
    return {
        "states": STATES,
        "state_tones": STATE_TONES,
        "kinds": KINDS,
        "steps": STEPS,
        "deeds": DEEDS,
        "first_deeds": FIRST_DEEDS,
        "deeds_first": first_deeds_first,
        "actors": ACTORS,
        "wishes": WISHES,
        "groups": GROUPS,
        "lates": LATE,
        "call_outcomes": CALL_OUTCOMES,
        "lacks": MISSING,
    }
