"""Short messages that are about the conversation rather than about the problem."""

import re

from helpline.text.signs import Signs
from helpline.text.talk.questions import is_only_question
from helpline.text.talk.villages import village_in
from helpline.text.talk.words import sounds, sounds_of

# Who says these and little else wants it to be filed.
_FILE = "darj darz register registered file submit likh likho likhiye ahead proceed"
_BESIDE_FILE = (
    "haan ha ji jee ok okay theek thik hai bas please plz yes now ab abhi jaldi ise isko isse ye yeh"
    " yah yahi meri mera hamari humari shikayat shikayt complaint it this that the my aap bhai sir"
    " kar karo kare karen karein kijiye kijie kijiyega kariye kardo kardijiye do de den dein dijiye"
    " dijie dena lo lijiye lein hi to thanks thank you dhanyavad dhanyawad shukriya beta bhaiya didi chal chalo na sahi bilkul is right correct fine"
    " sahab saheb sahib diyo baki baaki baqi sab anyway everything else rest all go and"
)
_DO = "kar karo kare karen karein kijiye kijie kariye kardo kardijiye"
_BUT = "par pr lekin magar but aur and"
_COMPLAINT = "shikayat shikayt complaint"
_YES = "haan ha han yes ok okay"
# These are a yes alone only: "theek hai" is one, "theek kar do" is not.
_YES_ALONE = "ji jee theek thik hai"
# Of an answer or a mending, not of the summary: "theek se batao".
_PROPERLY = Signs("theek se | sahi se | dhang se | properly")
_NO_YES = Signs("theek kar | theek karo | theek kardo | theek kijiye | bas ji | ok bas")
_CHANGES = (
    "galat badal badlo badalna badliye badla sudhar sudharo theek thik jod jodo jodna add likh likho likhna"
    " hata hatao naam nam wrong change correct edit remove include mention instead jagah pata number kind mang mat kijiye kijiyega please phone fon call"
)
_MOST_TO_FILE = 8

_DO_IT = Signs("""
bola na kar do | bola na kr do | bola to kar do | bol diya kar do | bol to diya kar do | kaha na kar do | kaha to kar do | keh diya kar do | keh to diya kar do
maine kaha kar do | maine bola kar do | haan bola na | haan bola to | haan bol diya | haan kaha na | haan keh diya | ha bola na | ha bola to | ha bol diya | ha kaha na | ha keh diya | yes i said
""")
_NOTHING_TO_CHANGE = Signs("""
kuch nahi badalna | kuch nahi badalna hai | kuch nahi badalna bhai | kuch nahi badalna hai bhai | kuch badalna nahi | kuch badalna nahi hai | kuch mat badlo
badalna kuch nahi hai | koi badlav nahi | nothing to change | no change | no changes | nothing else | bas itna hi | bas | sab theek hai | sab sahi hai
theek hai | sahi hai | haan | haan ji | ji haan | ha | ha ji | ji ha | ji | ok | okay | yes
""")
_CLAUSE_END = re.compile(r"[,;.!।\n]+|(?<=\?)(?!\?)|(?=[\U0001f300-\U0001faff])")

_LEAVING = Signs("""
mazak tha | mazak kar raha tha | main mazak kar raha tha | mai mazak kar raha tha | joke tha | joking
just joking | i was joking | just kidding | i am just kidding | only joking | it was a joke
test | testing | just testing | only testing | i am just testing | i was just testing | test kar raha tha | test kar raha hu
main test kar raha tha | bas test kar raha tha | check kar raha tha | bas check kar raha tha | aise hi | bas aise hi | aise hi likha tha
koi shikayat nahi | koi shikayat nahi hai | mujhe koi shikayat nahi | mujhe koi shikayat nahi hai | shikayat nahi karni
mujhe shikayat nahi karni | mujhe koi shikayat nahi karni | nahi karni shikayat | nahi karni | nahi karna | mujhe nahi karni | mujhe nahi karna
mujhe nahi karni shikayat | mujhe nahi karni hai | mujhe nahi karna hai | nahi karni hai | shikayat nahi karni hai
chhodo | chodo | chhod do | chod do | chhodiye | chodiye | chhod dijiye | chod dijiye | ise chhodo | ise chhodiye | rehne dijiye ise | skip it | drop this | chhodo yaar | chodo yaar | chhodo use | chhodo usko | use chhodo | usko chhodo | usse chhodo | chhodiye use | chhodiye usko | use chhodiye | usko chhodiye | use chhod do | use rehne do | usko rehne do | woh chhodo | leave that | leave that one | skip that | drop it | nahi chhodo | jane do | jaane do | rehne do | rahne do | rehne dijiye
rehne do yaar | nahi rehne do | ab rehne do | leave it | forget it | never mind | nevermind | drop it | not now | no leave it | no forget it
baad me | baad me karunga | baad me karungi | baad me karenge | baad me likhunga | baad me batata hu | baad me bataunga | abhi nahi
mat karo | darj mat karo | mat likho | darj mat kijiye | shikayat mat darj karo | don't file it | do not file it | don't file | dont file it
galti se | galti se likha | galti se bhej diya | galti se chala gaya | by mistake | sent by mistake | it was a mistake | wrong number
man badal gaya | mera man badal gaya | changed my mind | i changed my mind | i have changed my mind | i don't want to complain
i do not want to complain | i don't want to | no complaint | i have no complaint
""")

# Around these a joker laughs, and says who is meant.
_AROUND_LEAVING = (
    "haha hahaha hahahaha hehe hehehe lol rofl bro bhai yaar dost sorry are arre oh acha achha ok"
)
# What is left out of several: "chhodiye use", "wo wali rehne do", "leave that one".
_LEFT_OUT = Signs("""
chhodo | chodo | chhod do | chod do | chhodiye | chodiye | chhod dijiye | chod dijiye | chhod dena | rehne do | rahne do | rehne dijiye | rahne dijiye | jane do | jaane do | mat likho | mat likhna | mat likhiye | hata do | hatao | hata dijiye | nahi likhna | nahi karni
leave that | leave it | leave this | leave the | skip that | skip it | skip the | drop that | drop it | drop the | forget that | forget it | forget the | remove that | remove the | not that one | never mind
""")
_MOST_OF_LEAVING_OUT = 7

_REMARKS = Signs("""
mazak | mazaak | majak | joke | haha | hahaha | hehe | lol | timepass | bakwas | bakwaas | pagal ho | pagal hai kya | bewakoof | bewkoof | bewakuf
gadhe | gadha | ullu | harami | haramkhor | kamina | kamine | saale | sala | chutiya | chutiye | bhosdike | idiot | stupid | nonsense | rubbish | wtf | shut up
kitni baar | kitne baar | kitna puchoge | kitna poochoge | kitne sawal | itne sawal | baar baar kyu | baar baar puch | kyu puch | kyo puch | kyon puch
why are you asking | why do you ask | how many times | so many questions | stop asking | i told you | i already told | already said | told you already
bata to diya | bata diya na | bataya na | bola na | keh to diya | likha to hai | likh to diya | upar likha hai | pehle hi bata
samajh nahi aata kya | samajhte nahi | samjhte nahi | samajh me nahi aata | do you understand | don't you understand | kya samajh
ye kya hai | yeh kya hai | ye kya bakwas | kya yaar | are yaar | arre yaar | oh god | hadd hai | had hai | what is this | what nonsense
sab chor | sab ke sab chor | tum log chor | sab mile hue | all thieves | you are thieves | they are thieves | all corrupt
bas puch raha | bas pooch raha | sirf puch raha | sirf pooch raha | just asking | only asking | just wondering
faltu | waste of time | time waste | time kharab | robot ho | machine ho | tum robot | insaan ho
""")
_MOST_OF_A_REMARK = 12
_FEWEST_TELLING = 3  # words

_LAUGHS = re.compile(r"(?:(?:ha|he|hi|ho|ah|eh|हा|हे|ही|हि){2,}h?|lo+l+|lmao|lmfao|rofl|xd)+")


def says_file_it(text: str) -> bool:
    """Tell whether a short message says that it shall be filed, and nothing else."""
    if _DO_IT.is_all_of(text):
        return True
    words = sounds_of(text)
    if len(words) > _MOST_TO_FILE or sounds(_FILE).isdisjoint(words):
        return False
    return (sounds(_FILE) | sounds(_BESIDE_FILE)).issuperset(words)


def asks_for_better(text: str) -> bool:
    """Tell whether a short text wants something done properly, which sounds like a yes: "theek se batao"."""
    return len(sounds_of(text)) <= _MOST_TO_FILE and _PROPERLY.found_in(text)


def said_beside_file_it(text: str) -> str | None:
    """Return what a message says besides that it shall be filed; None where it does not say so."""
    clauses = [clause.strip() for clause in _CLAUSE_END.split(text) if clause.strip()]
    beside = [clause for clause in clauses if not says_file_it(clause)]
    if len(beside) == len(clauses):
        return None
    return ", ".join(clause for clause in beside if not _NOTHING_TO_CHANGE.is_all_of(clause))


def tells_before_file_it(text: str) -> bool:
    """Tell whether a text tells something and then says that the complaint shall be filed."""
    words = sounds_of(text)
    known = sounds(_FILE) | sounds(_BESIDE_FILE)
    end = next((at for at, word in enumerate(reversed(words)) if word not in known), len(words))
    wish = words[len(words) - end :]
    is_wish = not sounds(_FILE).isdisjoint(wish) and not sounds(_COMPLAINT).isdisjoint(wish)
    return is_wish and len(words) - end >= _FEWEST_TELLING


def said_beside_yes(text: str) -> str | None:
    """Return what a message says beside a plain yes; None where it holds none.

    It may begin with any yes; further on only "file it" or "do it" is one.
    """
    clauses = [clause.strip() for clause in _CLAUSE_END.split(text) if clause.strip()]
    if not clauses:
        return None
    if not (_says_yes(clauses[0]) or any(map(_says_do_it, clauses[1:]))):
        return _said_behind_file_it(text)
    return ", ".join(one for one in clauses if not (says_file_it(one) or _is_part_of_yes(one)))


def _says_do_it(clause: str) -> bool:
    """Whether a clause says "all right, do it" and nothing else: "anyway haan register kar do"."""
    if clause.endswith("?") or _NO_YES.found_in(clause) or not _is_part_of_yes(clause):
        return False
    return not sounds(f"{_FILE} {_DO}").isdisjoint(sounds_of(clause))


def _said_behind_file_it(text: str) -> str | None:
    """What stands behind "yes, file it" without a comma: "haan kar do par paise to nahi lagenge"."""
    words = text.split()
    known = sounds(_FILE) | sounds(_BESIDE_FILE)
    end = next((at for at, word in enumerate(words) if not known.issuperset(sounds_of(word))), 0)
    head, rest = " ".join(words[:end]), words[end:]
    is_wish = not sounds(f"{_FILE} {_DO}").isdisjoint(sounds_of(head))
    if end < 2 or len(rest) < 2 or not (is_wish and _says_yes(head)):
        return None
    if sounds(_BUT).issuperset(sounds_of(rest[0])):
        return " ".join(rest[1:])
    beside = " ".join(rest)
    return beside if is_only_question(beside) or village_in(beside) else None


def wants_change(text: str) -> bool:
    """Tell whether a text has more to say than a grumble or a wish: something to be put right or done."""
    return not sounds(_CHANGES).isdisjoint(sounds_of(text))


def _says_yes(clause: str) -> bool:
    if _NO_YES.found_in(clause):
        return False
    words = sounds_of(clause)
    is_yes_alone = bool(words) and sounds(_YES_ALONE).issuperset(words)
    is_yes = is_yes_alone or not sounds(_YES).isdisjoint(words)
    return says_file_it(clause) or (is_yes and _is_part_of_yes(clause))


def _is_part_of_yes(clause: str) -> bool:
    return (sounds(_FILE) | sounds(_BESIDE_FILE)).issuperset(sounds_of(clause))


def wants_to_leave(text: str) -> bool:
    """Tell whether a message says that there is no complaint after all, and nothing else."""
    words = text.split()
    while words and _is_around_leaving(words[0]):
        words = words[1:]
    while words and _is_around_leaving(words[-1]):
        words = words[:-1]
    return _LEAVING.is_all_of(" ".join(words))


def leaves_out(text: str) -> bool:
    """Tell whether a short text says of one among several problems that it shall be left."""
    return len(sounds_of(text)) <= _MOST_OF_LEAVING_OUT and _LEFT_OUT.found_in(text)


def _is_around_leaving(word: str) -> bool:
    """A word without a letter, an emoji or a dash, stands around it too."""
    return sounds(_AROUND_LEAVING).issuperset(filter(None, sounds_of(word)))


def is_remark(text: str) -> bool:
    """Tell whether a short message is a protest, a joke or a curse on the way."""
    is_short = len(sounds_of(text)) <= _MOST_OF_A_REMARK
    return is_laughter(text) or (is_short and _REMARKS.found_in(text))


def is_laughter(text: str) -> bool:
    """Tell whether a text only laughs."""
    if any(char.isdigit() for char in text):
        return False
    words = re.findall(r"[^\W\d_]+[\u0900-\u0963]*", text.casefold())
    return bool(words) and all(_LAUGHS.fullmatch(word) for word in words)
