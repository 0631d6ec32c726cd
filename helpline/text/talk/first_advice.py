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
_WIRE = """
taar latak | taar … latak | taar latka | taar … latka | taar toot | taar … toot | taar gir | taar … gir | taar … niche | taar … neeche | taar gira | taar … gira | taar … giri | taar … gire | taar toota | taar … toota | taar … tuta | taar latke | taar … latke | taar … latki | taar jhool | taar … jhool | taar khula | nanga taar | nange taar | khula taar | khule taar
wire hanging | wires hanging | wire is hanging | wires are hanging | hanging wire | hanging wires | live wire | wire has fallen | wire fell | wire fallen | fallen wire | broken wire | wire broken | wire is broken | loose wire | naked wire | exposed wire | cable hanging | wire … hanging | wire … down | line … hanging
khamba gir | khambha gir | khamba … gir | pole … fall | pole fell | pole has fallen | pole is falling | pole … leaning | khamba … jhuk | bijli ka taar … khatra
"""
_HURT = """
current lag | current laga | karant lag | karant laga | chipak | chipka | electrocuted | got a shock | electric shock | behosh | unconscious | ghayal | injured | jhulas | tadap | mar gaya | mar gayi | died
aag lag | aag lagi | on fire | burning | spark | sparks | sparking | chingari | chingariyan | current aa raha | current utar | karant aa raha | karant utar
fasa | fase | phanse | trapped | stuck | inside | andar | are in it | log niche | log neeche | ke upar gir | fallen on | fell on | has fallen on | par gir gaya | pe gir gaya | bachao | help us
"""


def advice_before(text: str) -> str | None:
    """Return what a text calls for at once beside its complaint, `bite` or `wire`; else None."""
    if signs(_BITTEN).found_in(text):
        return BITE
    return WIRE if signs(_WIRE).found_in(text) else None


def was_bitten_earlier(text: str) -> bool:
    """Tell whether a dog or monkey bit somebody on another day, and nobody is in danger now."""
    bitten = signs(_BITTEN).found_in(text)
    earlier = signs(_EARLIER).found_in(text) or signs(_LETTER).found_in(text)
    return bitten and earlier and not signs(_NOW).found_in(text)


def is_only_wire(text: str) -> bool:
    """Tell whether a wire or pole is the danger, and nobody has come to harm by it yet."""
    return signs(_WIRE).found_in(text) and not signs(_HURT).found_in(text)
