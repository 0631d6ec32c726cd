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
2.5 ढाई अढ़ाई अढाई dhai dhaai adhai
3 तीन teen tin three तीनि
4 चार char chaar four
5 पांच पाँच panch paanch pach paach five
6 छह छः छ छे छै chhah chah che chhe chhai six
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
31 इकतीस ikattis iktis
32 बत्तीस battis
33 तैंतीस taintis
34 चौंतीस chautis
35 पैंतीस paintis
36 छत्तीस chattis
37 सैंतीस saintis
38 अड़तीस adtis
39 उनतालीस
40 चालीस chalis chaalis forty
41 इकतालीस
42 बयालीस bayalis
43 तैंतालीस
44 चवालीस
45 पैंतालीस paintalis
46 छियालीस
47 सैंतालीस
48 अड़तालीस adtalis
49 उनचास
50 पचास pachas pachaas fifty
51 इक्यावन
52 बावन
53 तिरपन
54 चौवन
55 पचपन pachpan
56 छप्पन
57 सत्तावन
58 अट्ठावन
59 उनसठ
60 साठ saath sixty
61 इकसठ
62 बासठ
63 तिरसठ
64 चौंसठ
65 पैंसठ
66 छियासठ
67 सड़सठ
68 अड़सठ
69 उनहत्तर
70 सत्तर sattar seventy
71 इकहत्तर
72 बहत्तर
73 तिहत्तर
74 चौहत्तर
75 पचहत्तर pachattar
76 छिहत्तर
77 सतहत्तर
78 अठहत्तर
79 उन्यासी
80 अस्सी assi eighty
81 इक्यासी
82 बयासी
83 तिरासी
84 चौरासी
85 पचासी
86 छियासी
87 सत्तासी
88 अट्ठासी
89 नवासी
90 नब्बे nabbe ninety
91 इक्यानवे
92 बानवे
93 तिरानवे
94 चौरानवे
95 पचानवे
96 छियानवे
97 सत्तानवे
98 अट्ठानवे
99 निन्यानवे
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
