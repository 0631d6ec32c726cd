"""What a citizen says about a filed complaint in words of their own, beside what the model makes of it.

The model is asked what a message is about; these signs are for the moment when the helpline has
just asked something. They only ever add caution: a yes with a no in it is asked about once more.
"""

from helpline.domain.citizens_word import NOT_SOLVED, PARTLY, SOLVED
from helpline.text.signs import Signs
from helpline.text.talk.reasons import was_mistake

_SOLVED = Signs("""
ho gaya | ho gayi | ho gaye | ho gya | ho gyi | ho gai | hogaya | hogayi | hogya | hogyi
theek hai | thik hai | theek ho | thik ho | sahi ho | sahi hai | hal ho | suljh gaya | suljh gayi
ban gaya | ban gayi | bana diya | bana di | aa gaya | aa gayi | aa gai | aa gya | aa gyi | aane laga | aane lagi
aa raha hai | aa rahi hai | chal gaya | chal gayi | chal raha hai | chal rahi hai | chalu ho | mil gaya | mil gayi
lag gaya | lag gayi | laga diya | laga di | kar diya | kar di | koi dikkat nahi | koi samasya nahi
solved | fixed | resolved | repaired | sorted | finished | khatm ho | khatam ho | it is done | is back | came back | has come back | working now | works now
no problem now | all good | it works
""")
_PARTLY = Signs("""
thoda | thodi | thode | thora | aadha | aadhi | aadhe | adha | adhura | adhuri | adhoora | adhoori
pura nahi | poora nahi | puri nahi | poori nahi | pura … nahi | puri … nahi | baki hai | baaki hai | abhi baki | kuch baki
half | partly | partially | not fully | not completely | not complete | incomplete | some of it | only some
""")
# In these a word of success stands, and they say the opposite.
_CLEARLY_NOT = Signs("""
kharab ho gaya | kharab ho gayi | kharab ho gai | kharab ho gaye | band ho gaya | band ho gayi | band ho gai
nahi aa raha | nahi aa rahi | nahi chal raha | nahi chal rahi | not solved | not fixed | not resolved | not repaired
not working now | never fixed | never solved
""")
_NOT_SOLVED = Signs("""
nahi hua | nahi hui | nahi hue | nahi ho | nahi aaya | nahi aayi | nahi aya | nahi ayi | nahi aa | nahi aata | nahi aati
nahi bana | nahi bani | nahi mila | nahi mili | nahi laga | nahi lagi | nahi kiya | nahi chal | theek nahi | thik nahi | sahi nahi
hal nahi | koi nahi | kuch nahi | abhi tak nahi | kabhi nahi | jhooth | jhuth | jhoot | jhut | wahi haal | waisa hi | vaisa hi
vaise hi | waisi hi | jas ka tas | phir se | fir se | dobara | kharab | band pada
not done | not working | not yet | not come | unsolved | isn't | isnt | hasn't
hasnt | never | still no | still not | still the same | still broken | no change | nothing | nobody | no one | same problem | again | false | lie | lying
""")
_HIGHER = Signs("""
upar | oopar | uper | unche adhikari | bade adhikari | bade sahab | bade afsar | agle level | agle star | next level | escalate
higher | senior | superior | above | commissioner | collector | dm sahab | dm ko | secretary | sachiv | mukhyamantri | cm ko | cm office
chief engineer | executive engineer | sdm | head of
""")
_PRESSURE = Signs("""
dabav | dabaav | dabaw | pressure | pressed | forced | force kiya | majboor | majbur | dhamki | dhamkaya | dhamka | zabardasti | jabardasti
daraya | dara kar | threat | threatened | haan bol | haan keh | ha bol | ha keh | haan kaho | haan bolo | say yes | kehlwaya | kehalwaya | bulwaya | likhwaya
""")
_NO_PRESSURE = Signs("""
dabav nahi | koi dabav nahi | pressure nahi | kisi ne nahi | no pressure | not pressed | not forced | nobody | no one
marzi se | marji se | apne aap | khud se | my own | myself
""")


def verdict(text: str) -> str | None:
    """Return what the words alone say to "is it solved?"; None where they say nothing, or both."""
    if _PARTLY.found_in(text):
        return PARTLY
    if _CLEARLY_NOT.found_in(text):
        return NOT_SOLVED
    solved, not_solved = _SOLVED.found_in(text), _NOT_SOLVED.found_in(text)
    if solved == not_solved:
        return None
    return SOLVED if solved else NOT_SOLVED


def says_done(text: str) -> bool:
    """Tell whether the words say that it is solved; "galti se darj ho gayi" says something else."""
    return verdict(text) == SOLVED and not was_mistake(text)


def answer(meant: str | None, text: str) -> str | None:
    """Return the answer to "is it solved?", from the intent's meaning and the words together.

    `meant` is the answer that the intent stands for, if any. None where the two disagree: a
    complaint ends by a clear word only.
    """
    found = verdict(text)
    if found is None:
        return None if meant == SOLVED and _NOT_SOLVED.found_in(text) else meant
    if found == SOLVED and meant == NOT_SOLVED:
        return None
    return found


def wants_it_higher(text: str) -> bool:
    """Tell whether somebody who presses for action wants the level above to have it."""
    return _HIGHER.found_in(text)


def was_pressed(text: str) -> bool | None:
    """Return whether the words say that somebody was pressed to say yes; None where neither."""
    if _NO_PRESSURE.found_in(text):
        return False
    return True if _PRESSURE.found_in(text) else None
