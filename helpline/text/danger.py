"""Words that speak of life in danger, in any script."""

from functools import lru_cache

from helpline.text.signs import Signs

_SIGNS = """
bachao | bacha lo | bachaiye | jaan bacha | help | save us | save me | sos | emergency | rescue
fase hai | fasa | fasi | fas gaya | phanse | trapped | stuck inside | stranded
dab gaya | dabe hain | dabe hue | dabi | malbe me | buried | collapsed
doob | dub raha | doob gaya | drowning | drowned | beh gaya | bahe ja | bah raha | swept | washed away
aag lag | aag lagi | aag lagne | me aag | jal rahi hai gadi | jal raha hai ghar | fire | dhua bhar | blast | explosion | exploded | dhamaka
gas leak | gas risi | cylinder fat | cylinder phat | current lag | karant lag | latka hua | electrocuted | live wire
saans nahi | sans nahi | breathing | behosh | unconscious | khoon beh | khoon ja | khoon nikal | khoon bah | bleeding
zeher | jahar kha | poison | saanp ne | sanp ne kata | snake | cobra | bite | heart attack | dil ka daura | lakwa | stroke | chest pain | seene me dard
delivery | labour pain | prasav | in labour | miscarriage | mar jaye | mar jayega | mar jayegi | mar raha | mar dega | mar dalega | maar dalenge | maar denge
jaan de | jaan dene | jeena nahi | jina nahi | suicide | aatmahatya | kood rah | kudne | jump | kill himself | kill herself | kill me | fansi | phande
goli | firing | shooting | gun | bandook | katta | tamancha | chaku | knife | talwar | pistol | stabbed
kuen me gir | kue me gir | borewell | boring me gir | gaddhe me gir | nahar me gir | canal me | nadi me gir | pani me gire | khai me gir | niche gir | chhat pe chadhe | chhat par chadhe | roof | water rising
chipak | chipki | chipka | karant me | current me | latak raha | latki | tadap | hosh nahi | hosh me nahi | chakkar kha ke gir | bahut khoon | chhupi hu | chhupa hu | chupi hu | hiding | breaking into | ghus gaya hai | ghus aaye | ghus raha
lapte | lapten | jalane | kerosene | tel dal | phanda | fanda | pankhe se | nadi me kood | pul se kood | neend ki goliyan | goliya kha | goliyan kha | jehar | uski jaan | meri jaan | jaan khatre | danga | pathrav | kulhadi | darwaza tod
apharan | kidnap | utha le gaye | utha kar le | dragging | zabardasti le | rape | balatkar | attack | hamla | maar raha hai | peet raha | beating
accident | palat gayi | khai me | gir gayi gadi | overturned | fell into | gorge | rockfall | landslide | bhooskhalan
badal phat | badal fat | cloudburst | baadh aa | flood | pani ghus | sailab | avalanche
bagh … utha | guldar … utha | tendua … utha | leopard | bhalu ne | hathi ghus | elephant
abhi abhi | right now | just now | jaldi … bhejo | turant … bhejo | ambulance bhej | ambulance chahiye | police bhej | send help | send police | send ambulance
"""


def speaks_of_danger(text: str) -> bool:
    """Whether a text holds a sign of life in danger; many harmless texts hold one too."""
    return _signs().found_in(text)


@lru_cache(maxsize=1)
def _signs() -> Signs:
    return Signs(_SIGNS)
