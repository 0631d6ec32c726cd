"""Which emergency a text speaks of, and so which number helps: read from its words, in any script."""

from functools import lru_cache

from helpline.text.signs import Signs

# Where the words do not tell, 112 helps in all of them.
UNCLEAR = "unclear"

# The first kind of which a text holds a sign counts: where somebody bleeds, the ambulance
# comes before the question who did it.
_KINDS = {
    "despair": """
        jaan de dun | jaan de dunga | jaan de dungi | jaan de raha | jaan dene | apni jaan
        jeena nahi chahta | jeena nahi chahti | jina nahi chahta | jina nahi chahti | jeena nahi | jina nahi
        mar jana chahta | mar jana chahti | marna chahta | marna chahti | khudkushi | khudkhushi | aatmahatya | atmahatya
        suicide | kill myself | end my life | want to die | don't want to live | do not want to live | kill himself | kill herself
    """,
    "fire": """
        aag lag | aag lagi | aag lagne | me aag | aag bujh | aag phail | jal raha hai ghar | jal rahi hai gadi | ghar jal raha
        lapte | lapten | fire brigade | damkal | on fire | caught fire | is burning | house burning | fire in | fire at | fire broke
        gas leak | gas risi | gas ris | cylinder fat | cylinder phat | cylinder blast | dhuan bhar | dhua bhar
    """,
    "cyber": """
        cyber | saibar | online fraud | ऑनलाइन ठगी | online thagi | thagi | online dhokha | upi | otp
        khate se paise | account se paise | khate se paisa | account se paisa | paise kat gaye … fraud | paise nikal liye
        money … account | bank fraud | scammed | digital arrest
    """,
    "medical": """
        ambulance | embulens | saans nahi | sans nahi | saans ruk | breathing | breathe | behosh | unconscious | fainted
        khoon beh | khoon bah | khoon nikal | khoon ja | bahut khoon | bleeding | heart attack | hart attack | dil ka daura | chest pain | seene me dard
        lakwa | stroke | saanp ne | sanp ne | saanp … kata | snake | zeher | jahar kha | jehar | poison | delivery | prasav | labour pain | in labour
        accident | eksident | durghatna | palat gai | palat gaya | palat gayi | khai me gir | khai me | gorge | overturned
        current lag | karant lag | electrocuted | ghayal | injured | tadap | hosh nahi | hosh me nahi | mirgi | bhalu ne | guldar ne | bagh ne | hathi ne | leopard
    """,
    "disaster": """
        badal phat | badal fat | cloudburst | cloud burst | baadh | badh aa | flood | flooded | sailab | bhooskhalan | bhuskhalan | landslide
        malba | malbe | avalanche | himskhalan | bhukamp | bhookamp | earthquake | pahad gir | pahad toot | pahadi se pathar | rockfall
        pani ghus | jal star | water rising | pool toot | pul beh | pul bah | gadera | nadi … badh
    """,
    "child": """
        bachche … maar | bache … maar | bachche … peet | bachcha … kho | bachcha gayab | bachche … utha | bachi … utha | bachcha chori | bachche … kidnap
        bachche ko bech | bachche ka apharan | bal vivah | baal vivah | child marriage | bal majdoori | child labour | child abuse | child … missing
        child … beaten | child … kidnapped | beti … gayab | nabalig | minor girl
    """,
    "women": """
        pati … maar | pati … peet | husband … beating | husband … beat | sasural … maar | sasural wale | dahej | dowry | domestic violence
        chhed | chhedchhad | ched chad | molest | stalking | peecha kar | picha kar | rape | balatkar | ladki ko | ladkiyon | mahila ko | aurat ko | aurat se | woman … harass
        girl … harass | meri beti ko | meri bahan ko | meri behan ko | mahila ke sath | ladki ke sath | harassing me | acid
    """,
    "police": """
        goli | firing | shooting | gun | bandook | katta | tamancha | chaku | knife | talwar | pistol | stabbed | stabbing | kulhadi
        ghus gaya hai | ghus aaye | breaking into | chor | chori ho rahi | loot | dacoit | dakait | robbery | robbed | thief | thieves
        maar raha | peet raha | beating | hamla | attack | attacked | danga | riot | pathrav | jhagda | ladai | murder | hatya
        apharan | kidnap | kidnapped | utha le gaye | utha kar le | police bhej | send police | mar dega | mar dalega | maar dalenge
    """,
}


def kind_of_emergency(text: str) -> str:
    """Return which emergency the words tell of, `unclear` where they do not."""
    return next((kind for kind, signs in _signs().items() if signs.found_in(text)), UNCLEAR)


@lru_cache(maxsize=1)
def _signs() -> dict[str, Signs]:
    return {kind: Signs(words) for kind, words in _KINDS.items()}
