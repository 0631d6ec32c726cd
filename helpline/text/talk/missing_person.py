"""Whether somebody cannot be found: then the police come first, at once."""

from helpline.text.talk.words import signs

_GONE = "lapata | lapta | gumshuda | gumsuda | gum ho gaya | gum ho gayi | gayab hai | gayab ho | missing | ghar nahi lauta | ghar nahi lauti | ghar nahi laute | ghar nahi aaya | ghar nahi aayi | ghar nahi aaye | ghar nahi pahuncha | not come home | not returned home | hasn't come home | hasn't returned | did not come home | did not return | didn't come home | nahi mil raha | nahi mil rahi | nahi mil rahe | cannot be found | can't find"
_PERSONS = """
pati patni pita pitaji papa maa mata mataji mummy beta beti bete bhai behen bahan dada dadaji dadi nana nani
chacha chachi bachcha bachchi bacha bachi ladka ladki aadmi aurat mahila buzurg bujurg husband wife father
mother son daughter brother sister uncle aunt child boy girl man woman person grandfather grandmother
"""
# These are lost every day, names from lists too; and where the police know already it is a complaint.
_OTHERWISE = """
card naam name list suchi file kagaz kagaj document certificate praman phone mobile purse bike gadi scooty gaay
gay bhains bakri kutta cow dog paisa paise money pension rashan ration entry record photo bank khata account
shadi shaadi vivah rishta dulhan girlfriend
police thana thane fir report rapat darj pani bijli light dawai dawa kist awas mazdoori majduri mgnrega
"""


def tells_of_missing_person(text: str) -> bool:
    """Tell whether a text says that a person cannot be found, and nothing of police who know."""
    if not signs(_GONE).found_in(text) or signs(_any_of(_OTHERWISE)).found_in(text):
        return False
    return signs(_any_of(_PERSONS)).found_in(text)


def _any_of(words: str) -> str:
    return " | ".join(words.split())
