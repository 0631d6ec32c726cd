"""Whether a text tells of damage by which nobody's life is in danger."""

from helpline.text.talk.words import signs

# It is said that nobody came to harm; a shop, goods or fields are under water; a hole is in the road.
_NOBODY_HARMED = """
koi ghayal nahi | kisi ko chot nahi | chot nahi aayi | chot nahi lagi | koi hatahat nahi | koi nahi mara | kisi ko kuch nahi hua | koi khatra nahi | jaan ka khatra nahi | jan hani nahi
nobody is hurt | nobody was hurt | nobody hurt | nobody got hurt | no one is hurt | no one was hurt | no one hurt | no one got hurt | nobody injured | nobody is injured | nobody was injured | no one injured | no one is injured | no one was injured | no injuries | no casualties | no danger
dukan me … pani | dukan … pani ghus | pani … dukan me | pani ghus … dukan | dukano me … pani | godam me … pani | showroom me … pani | khet me … pani | kheto me … pani | water … shop | water … shops | shop … water | shop … flooded | shop is flooded | shop was flooded | godown … water | water … godown | water … fields
voltage kam | kam voltage | low voltage | voltage is low | वोल्टेज कम | कम वोल्टेज
pothole | potholes | gaddha | gaddhe | gadda | gadde | khadda | khadde | manhole open | manhole is open | khula manhole
"""
# With these somebody may be in it all the same.
_SOMEBODY_IN_IT = """
fasa | fase | fasi | fas gaya | phasa | phanse | phansa | trapped | stuck | stranded | doob | dub raha | drown | drowning | beh gaya | bah gaya | bah raha | swept | dab gaya | dabe | dabi | buried | khai me | gorge | fell into
bachao | bacha lo | bachaiye | save us | save me | help us | rescue | sos | aag | fire | burning | chhat pe | chhat par | roof | behosh | unconscious | khoon | bleeding | saans | breathing | mar gaya | mar raha | dying | died | current | karant | electrocuted | log andar | bachche andar | people are inside | people inside | inside the | lapata | missing | gale tak | kamar tak | gardan tak | neck deep | waist
gir gaya | gir gayi | gir gaye | gir pada | gir padi | gire | giri | hurt badly | fell | fallen | accident ho gaya | accident hua | accident happened | had an accident | met with an accident | palat
"""


def harms_nobody(text: str) -> bool:
    """Tell whether a text says, or shows by the kind of damage, that no life is in danger."""
    return signs(_NOBODY_HARMED).found_in(text) and not signs(_SOMEBODY_IN_IT).found_in(text)
