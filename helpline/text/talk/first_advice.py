"""What has to be said before a complaint is filed, because it cannot wait for an office."""

from helpline.text.talk.words import signs

BITE, WIRE = "bite", "wire"

_BITTEN = """
kutte ne … kaat | kutte ne … kata | kutte ne … kat liya | kutto ne … kaat | kutto ne … kata | kutte ke kaat | kutta kaat | kutte ka kaat | kuttey ne … kaat | kutte … kaat liya | kutte … kaat gaya | kutta … kaat gaya
bandar ne … kaat | bandar ne … kata | bandaro ne … kaat | bandar … kaat | dog bit | dog has bitten | dog bite | dogs bit | dog … bitten | bitten by … dog | bit by … dog | monkey bit | monkey bite | monkeys bit | bitten by … monkey
"""
_EARLIER = """
kal | parso | yesterday | day before | din pehle | din pahle | din pahile | din ho gaye | hafte pehle | days ago | weeks ago | week ago | last week | last month | pichhle | pichle | mahine pehle | subah kaata tha | kaata tha | kata tha
dinank | dinaank | tarikh ko | tareekh ko | had bitten | was bitten on | january | february | march | april | june | july | august | september | october | november | december
janvari | farvari | aprail | julai | agast | sitambar | aktubar | navambar | disambar
"""
# Nobody writes a letter while in danger.
_LETTER = """
seva me | sewa me | mahoday | mahodaya | savinay | nivedan | prarthi | bhavdiya | respected sir | respected madam | dear sir | yours faithfully | i want to inform | i would like to inform
"""
_NOW = """
abhi | abhi abhi | ambulance | 108 | bachao | turant | urgent | send help | right now | just now | behosh | unconscious | khoon beh | khoon bah | khoon nahi ruk | bleeding | saans | breathing | saanp | sanp | snake | hosh | mar raha | mar rahi | dying | hamla kar | attacking | jhund
"""
# A thing that carries current, and what makes it a danger, in either order.
_CARRIES = "taar wire wires cable khamba khambha pole poles"
_UNSAFE = """
latak latka latke latki latakta latakte latakti jhool jhul jhula jhoolta jhoolte jhoolti jhul toot toota toote tooti tuta tute tuti gir gira gire giri girne khula khule khuli nanga nange nangi niche neeche jhuk jhuka jhuke jhuki
hanging hangs dangling sagging loose live naked exposed open broken snapped fallen fell falling fall leaning leans bent down
"""
_SPARKS = "chingari chingariyan chingariya chingaari spark sparks sparking dhua dhuan smoke smoking karant current aag fire khatra khatarnak dangerous"
_CAN_SPARK = f"{_CARRIES} transformer ट्रांसफार्मर ट्रांसफॉर्मर meter panel dp switch box"
# A fence is of wire too.
_FENCE = "taar baad | taarbaad | tarbad | taar bad | kantedar | barbed | fencing | fence | solar"


def _together(things: str, states: str) -> str:
    """Return the phrases in which a thing and its state stand in one sentence."""
    pairs = [(thing, state) for thing in things.split() for state in states.split()]
    return " | ".join(f"{one} … … {two} | {two} … {one}" for one, two in pairs)


_WIRE = f"""
{_together(_CARRIES, _UNSAFE)}
{_together(_CAN_SPARK, _SPARKS)}
bijli ki line toot | bijli ki line gir | bijli ki line … latak | bijli ki line … niche | power line … hanging | power line … fell | electric line … hanging | line … hanging | 11 kv … niche | 11 kv … latak
"""
_HURT = """
current lag | current laga | karant lag | karant laga | chipak | chipka | electrocuted | got a shock | electric shock | behosh | unconscious | ghayal | injured | jhulas | tadap | mar gaya | mar gayi | died
aag lag | aag lagi | on fire | burning | spark | sparks | sparking | chingari | chingariyan | current aa raha | current utar | karant aa raha | karant utar
fasa | fase | phanse | trapped | stuck | inside | andar | are in it | log niche | log neeche | ke upar gir | fallen on | fell on | has fallen on | par gir gaya | pe gir gaya | bachao | help us
"""


def advice_before(text: str) -> str | None:
    """Return what a text calls for at once beside its complaint, `bite` or `wire`; else None.

    A transformer that sparks is as dangerous as a wire.
    """
    if signs(_BITTEN).found_in(text):
        return BITE
    return WIRE if _is_wire(text) else None


def was_bitten_earlier(text: str) -> bool:
    """Tell whether a dog or monkey bit somebody on another day, and nobody is in danger now."""
    bitten = signs(_BITTEN).found_in(text)
    earlier = signs(_EARLIER).found_in(text) or signs(_LETTER).found_in(text)
    return bitten and earlier and not signs(_NOW).found_in(text)


def is_only_wire(text: str) -> bool:
    """Tell whether a wire, pole or transformer is the danger, and nobody has come to harm by it yet."""
    return _is_wire(text) and not signs(_HURT).found_in(text)


def _is_wire(text: str) -> bool:
    return signs(_WIRE).found_in(text) and not signs(_FENCE).found_in(text)
