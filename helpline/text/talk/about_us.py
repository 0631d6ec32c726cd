"""What citizens ask about the helpline itself: what it costs, who gets it, whether a photo may be sent."""

import re
from dataclasses import dataclass

from helpline.text.clauses import Clause, find_clauses
from helpline.text.signs import Signs
from helpline.text.talk.questions import asks_how_long, is_question
from helpline.text.talk.words import has_one_of, sounds, sounds_of

COST, OFFICIAL, PRIVATE = "cost", "official", "private"
GOES_TO, FILES, PAPERS = "goes_to", "files", "papers"
NEWS, NEXT, CHANGE, WORTH = "news", "next", "change", "worth"
COMPENSATION = "compensation"

_SAID = {
    COST: Signs("""
paisa lagega | paise lagenge | paise lagega | paisa lagta | paise lagte | kitna paisa lag | kitne paise lag | kuch paisa | koi paisa lag | koi fees | fees lagegi | fees hai
fee lagegi | fees kitni | fee kitni | charge lagega | koi charge | kitna charge | kharcha hoga | kharcha lagega | kitna kharcha | muft hai | muft me hai | free hai | free me hai
is it free | is this free | does it cost | cost anything | how much does it cost | any fee | any fees | any charge | any charges | do i have to pay | have to pay
paise katenge | paisa katega | paise kat jayenge | paisa kat jayega | paise to nahi katenge | paise kaatoge | paise kategi | will you charge | will it charge | will money be
paise dene honge | paisa dena hoga | paise dene padenge | paisa dena padega
"""),
    OFFICIAL: Signs("""
number sarkari | no sarkari | sarkari number hai | sarkari number | ye sarkari hai | yeh sarkari hai | yah sarkari hai | sach me sarkari | sarkari hai kya | sarkari seva hai
fraud hai kya | kya fraud | fraud to | scam hai kya | scam to nahi | dhokha to nahi | this fraud | this a fraud | this scam | you a fraud | you fraud | you a scam | are you genuine | are you real | is it genuine | is it real | is it fraud | is it a fraud | is it a scam | is it fake | are you fake | asli hai kya | asli ho
number asli | ye asli hai | yeh asli hai | asli number | number fake | number nakli | ye fraud | yeh fraud | fraud to nahi | fake to nahi | nakli to nahi | ye fake | yeh fake | thagi to nahi
ye 1905 hai | yeh 1905 hai | yah 1905 hai | kya ye 1905 | kya yah 1905 | 1905 hai kya | is this 1905 | cm helpline hai kya | cm helpline hi hai | helpline hai kya
is this official | is it official | official number | is this a government | is this government | government number | is this real | is this genuine | is this number real
is this number genuine | is this number official | is this fake | is this a scam | is this a fraud | is this number government
"""),
}
_MOST_OF_A_QUESTION = 9
# Who fears fraud says what might be asked for, or doubts whether it is genuine, and asks; a story
# of fraud tells it as something that happened.
_CODES = "otp ओटीपी pin पिन password paasvard cvv atm upi"
# Asked for in many an office too, so only where it is we who would ask.
_PRIVATE = "aadhaar aadhar adhar bank account khata khate card"
_YOU_ASK = Signs("""
mangoge | maangoge | mangogi | katoge | kaatoge | loge | puchoge | poochoge | mat mangna | mat maangna | nahi mangna | to nahi mangte
you ask | you … ask | you need | you want | you take | you require
""")
_MONEY = "paisa paise paiso rupaye rupay rupee rupees money fees fee charge charges kharcha shulk"
_WILL_ASK = Signs("""
mangoge | maangoge | mangogi | mangenge | maangenge | mangega | lagenge | lagega | lagegi | katenge | katega | kategi | kaatoge | katoge | loge | lenge | puchoge | poochoge | puchenge
mat mangna | mat maangna | nahi mangna | dena padega | dene padenge | dena hoga | dene honge | deni hogi | deni padegi | batana padega | batana hoga | to nahi mangte | to nahi dena | to nahi lagte | to nahi lagta
you ask | you … ask | you need | you want | you take | you require | i … give | i … pay | i … share | ask for | asking for
""")
_DOUBTED = (
    "fraud frod thagi thug thag dhokha dhoka scam fake nakli farzi farji jhootha asli genuine legit"
)
_DOUBTING = Signs("""
to nahi | hai na | hai kya | ho kya | kahin … hai | kya … hai | is this | is it | are you | this is … right | not … right | scared | afraid | dar lag | bharosa kaise | bharosa kare | bharosa karu
""")
_HAPPENED = (
    "hua hui hue huye kiya liya gaya gayi gaye diya karta karte karti happened was did lost cheated"
)
_MOST_OF_A_DOUBT = 14
_FEWEST_TELLING = 3  # words
_COMPENSATION = "muavz… muaavz… muavaz… muawz… muawaz… mavaz… mawaz… मुआवज… मुआवज़… compensation compensate compensated harjana kshatipurti kshatipoorti bharpai"
_CLAUSE_END = re.compile(r"[,;.!।\n]+")


@dataclass(frozen=True)
class _Asked:
    """A question as the words it needs: one of each list, where `…` stands for any ending."""

    topic: str
    lists: tuple[str, ...]
    most_words: int = _MOST_OF_A_QUESTION


_CAN = "sakt… can could may should shall kaise how kya chahiye zaruri jaruri need du dun karu karun bheju bhejun"
_SUBJECT = (
    "shikayat shikaayat complaint message msg baat ye yeh yah ise isko iske isme it this meri mera"
)
_WHO = "kiske kisko kise kis kahan kidhar kaun kon who whom where which"
_GOING = """
jayeg… jaeg… jati jata bhejog… bhejeng… bhejeg… bhejo pahuncheg… go goes going sent send forward handle handles
suneg… dekheg… padheg… karega karegi karenge
"""
_FILE = "photo… foto… tasveer… video… picture… pic pics image… screenshot… audio… pdf document… kagaz… file"
_SENDING = "bhej… daal… dal du dun lagau… laga attach upload send add share chahiye zaruri jaruri need… lageg…"
_PAPER = "aadhaar aadhar adhar kagaz… document… dastavez… id proof praman…"
_NEEDED = "lageg… lagta lagte chahiye zaruri jaruri need needed required necessary mandatory dena deni dene"
_ME = "mujhe mujhko hame hamen hamko humko i we me us"
_KNOWING = "pata khabar malum maloom suchna jankari know informed update… hear"
_FUTURE = "chaleg… mileg… hogi hoga padeg… batay… batao… will how kaise do"
_CHANGING = "badal… sudhar… edit change cancel wapas vapas hata… jod… add"
_LATER = "baad fir phir later after afterwards"
_RESULT = """
fayda faida फायदा karyavahi karyawahi karwai karwayi action hal samadhan samaadhan kaam kuch kuchh solve… work works
happen… help… anything something
"""
_WILL_BE = "hoga hogi hota hoti mileg… nikleg… really actually sach sachme will does"
# A word of these says that it was done already, or that a time is asked.
_NOT_ASKED = (
    "bheja bheji bheje mila mili mile aayi aaya received got kab kitne kitni when gaya gayi"
)
_TOPICS = (
    _Asked(PAPERS, (_PAPER, _NEEDED), most_words=5),
    _Asked(PAPERS, (_PAPER, _NEEDED, _SUBJECT)),
    _Asked(FILES, (_FILE, _SENDING, _CAN)),
    _Asked(GOES_TO, (_WHO, _GOING, _SUBJECT)),
    _Asked(GOES_TO, (_WHO, _GOING), most_words=4),
    _Asked(GOES_TO, ("kya will does is", "thana thane chowki station", _GOING), most_words=9),
    _Asked(CHANGE, (_CHANGING, _LATER, "sakt… can could")),
    _Asked(NEWS, (_ME, _KNOWING, _FUTURE)),
    _Asked(WORTH, (_RESULT, _WILL_BE), most_words=7),
)
_PHRASES = {
    NEXT: Signs("""
aage kya | aage kya hoga | iske baad kya | uske baad kya | ab kya hoga | phir kya hoga | fir kya hoga | darj hone ke baad
what happens next | what next | what happens after | what will happen | then what
"""),
    NEWS: Signs("""
number milega | number milegi | rasid milegi | receipt milegi | status kaise | jawab kaha | jawab kahan | kaise pata | get a number | get a receipt | how will i know | will you tell me | will i be told | will you inform
call aayega | call aayegi | phone aayega | phone aayegi | koi call karega | koi phone karega | will someone call | will anyone call | will somebody call
"""),
}


def question_about(text: str) -> str | None:
    """Return the topic of a short question about the helpline, such as `cost`; else None."""
    words = sounds_of(text)
    if len(words) > _MOST_OF_A_DOUBT:
        return None
    if len(words) <= _MOST_OF_A_QUESTION:
        said = next((topic for topic, signs in _SAID.items() if signs.found_in(text)), None)
        if said is not None:
            return said
    if _asks_for_compensation(text, words):
        return COMPENSATION
    return _doubted(text, words) or _asked_by_words(text, words)


def speaks_of_compensation(text: str) -> bool:
    """Tell whether a text speaks of money to be paid for a damage."""
    return has_one_of(sounds_of(text), _COMPENSATION)


def _asks_for_compensation(text: str, words: list[str]) -> bool:
    """Whether it asks for what is to come; "abhi tak muavza nahi mila" is a complaint."""
    asks = is_question(text) or asks_how_long(text) or has_one_of(words, _WHO)
    return (
        asks
        and speaks_of_compensation(text)
        and not has_one_of(words, "mila mile mili received got")
    )


def _asked_by_words(text: str, words: list[str]) -> str | None:
    if len(words) > _MOST_OF_A_QUESTION or asks_how_long(text):
        return None
    phrase = next((topic for topic, signs in _PHRASES.items() if signs.found_in(text)), None)
    asks = is_question(text) or has_one_of(words, _WHO)
    if phrase is not None or not asks or has_one_of(words, _NOT_ASKED):
        return phrase
    asked = (one for one in _TOPICS if len(words) <= one.most_words)
    return next(
        (one.topic for one in asked if all(has_one_of(words, wanted) for wanted in one.lists)), None
    )


def questions_in(text: str) -> list[str]:
    """Return what the clauses of a text ask about the helpline, each once."""
    clauses = [clause.text for clause in find_clauses(text)]
    asking = [one for one in clauses if is_question(one) or _DOUBTING.found_in(one)]
    topics = [question_about(one) for one in asking]
    return [topic for topic in dict.fromkeys(topics) if topic is not None]


def _doubted(text: str, words: list[str]) -> str | None:
    asks = is_question(text) or _DOUBTING.found_in(text) or "mat" in words
    if not asks or not sounds(_HAPPENED).isdisjoint(words):
        return None
    if _WILL_ASK.found_in(text):
        asks_for_private = _YOU_ASK.found_in(text) and not sounds(_PRIVATE).isdisjoint(words)
        if asks_for_private or not sounds(_CODES).isdisjoint(words):
            return PRIVATE
        if not sounds(_MONEY).isdisjoint(words):
            return COST
    is_doubt = _DOUBTING.found_in(text) and not sounds(_DOUBTED).isdisjoint(words)
    return OFFICIAL if is_doubt else None


def tells_beside_asking(text: str) -> bool:
    """Tell whether a text has a clause that asks neither this nor how long it takes, but tells something."""
    end, has_asked = 0, False
    telling: list[Clause] = []
    for clause in find_clauses(text):
        if question_about(clause.text) is not None or asks_how_long(clause.text):
            has_asked = True
        elif not has_asked or _CLAUSE_END.search(text[end : clause.start]):
            # Else it is the rest of the question: "kitna time lagta hai bijli theek hone me".
            telling.append(clause)
        end = clause.end
    return has_asked and any(len(sounds_of(one.text)) >= _FEWEST_TELLING for one in telling)
