"""Number words of Hindi (both scripts) and English, and numbers in digits."""

from functools import lru_cache

from helpline.text.normalise import normalise

# Each line: the value, then its spellings.
_NUMBER_WORDS = """
0 शून्य zero
0.5 आधा आधे aadha adha aadhe half
1 एक ek one
1.25 सवा sava sawa
1.5 डेढ़ डेढ ded dedh ddh derh dhed
2 दो do two दुई द्वी dui
2.5 ढाई अढ़ाई dhai dhaai adhai
3 तीन teen tin three तीनि
4 चार char chaar four
5 पांच पाँच panch paanch pach paach five
6 छह छः छ छे chhah chah che chhe chhai six
7 सात saat sat seven
8 आठ aath ath aat eight
9 नौ nau nine
10 दस das dus ten
11 ग्यारह gyarah gyara eleven
12 बारह barah baarah bara twelve
13 तेरह terah thirteen
14 चौदह chaudah choudah fourteen
15 पंद्रह पन्द्रह pandrah pandra pandhra fifteen
16 सोलह solah sixteen
17 सत्रह satrah seventeen
18 अठारह atharah eighteen
19 उन्नीस unnis nineteen
20 बीस bees bis twenty
21 इक्कीस ikkis ikkees
22 बाईस बाइस bais baees
23 तेईस तेइस teis
24 चौबीस chaubis chobis
25 पच्चीस pachis pacchis pachchis pachees
26 छब्बीस chabbis
27 सत्ताईस सत्ताइस sattais
28 अट्ठाईस अट्ठाइस attais atthais
29 उनतीस untis
30 तीस tees tis thirty
35 पैंतीस paintis
36 छत्तीस chattis
40 चालीस chalis chaalis forty
45 पैंतालीस paintalis
50 पचास pachas pachaas fifty
60 साठ saath sixty
70 सत्तर sattar seventy
75 पचहत्तर pachattar
80 अस्सी assi eighty
90 नब्बे nabbe ninety
100 सौ sau hundred
"""


def number_of(word: str) -> float | None:
    """Return the value of a number written as digits or as a word, or None."""
    normal = normalise(word)
    if normal.isdecimal() and normal.isascii():
        return float(normal)
    return _table().get(normal)


def number_words() -> tuple[str, ...]:
    """Return every number word known, normalised, longest first (for patterns)."""
    return tuple(sorted(_table(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    table = {}
    for line in _NUMBER_WORDS.strip().splitlines():
        value, *spellings = line.split()
        table.update({normalise(spelling): float(value) for spelling in spellings})
    return table
