"""Words by which somebody sets right what kind of matter it is, or what it is about."""

from helpline.text.talk.words import signs
from helpline.text.tokens import tokenise

DEMAND, GRIEVANCE = "demand", "grievance"
_THINGS = (
    "pul pulia sadak road rasta school college aspatal handpump tanki tower naali nali"
    " shauchalay toilet bridge hospital bus anganwadi khamba transformer park library station"
)
_SAID = {
    DEMAND: f"""
        shikayat nahi … mang | shikayat nahi … demand | complaint nahi … demand | complaint nahi … mang | not a complaint | ye mang hai | yah mang hai | ye ek mang hai | ye demand hai | it is a demand | it's a demand | this is a demand
        shikayat galat … mang | naya chahiye | nayi chahiye | naye chahiye | hamari mang hai | humari mang hai | kabhi bana hi nahi | kabhi bani hi nahi | banaya hi nahi | bana hi nahi | never been one | never was one | there is none at all
        street light hai hi nahi | street light … lagi hi nahi
        {" | ".join(f"{thing} hai hi nahi" for thing in _THINGS.split())}
        {" | ".join(f"no {thing} at all | {thing} at all" for thing in _THINGS.split())}
    """,
    GRIEVANCE: """
        mang nahi | mang nahi hai | demand nahi | mang galat | demand galat | not a demand | isn't a demand | isnt a demand | no demand | not demanding | it is a complaint | it's a complaint | this is a complaint | ye shikayat hai | yah shikayat hai | ye to shikayat hai | meri shikayat hai mang
        naya nahi chahiye | nayi nahi chahiye | not asking for a new | not a new one | pehle se hai | pahle se hai | bana hua hai | bani hui hai | already there | there is one already
    """,
}
_LONGEST = 14  # words
_CONTRASTS = """
lekin | magar | balki | but | however | actually | asal me | hai par | hain par | hai pr | to hai | to hain | toh hai
"""


def kind_said(text: str) -> str | None:
    """Return `demand` or `grievance` where a short text says which of them it is; else None."""
    if len(tokenise(text)) > _LONGEST:
        return None
    return next((kind for kind, said in _SAID.items() if signs(said).found_in(text)), None)


def sets_right(text: str) -> bool:
    """Tell whether a text puts one thing against another: "teacher hai, lekin aata nahi"."""
    return signs(_CONTRASTS).found_in(text)
