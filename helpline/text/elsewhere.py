"""Matters that are not the state's, and whose they are: read from a text's words, in any script."""

from functools import lru_cache

from helpline.text.signs import Signs

_MATTERS = {
    "railway": """
        train | trains | tren | rail | relgadi | railgadi | railway | relway | irctc | pnr
    """,
    "aadhaar": "aadhar | aadhaar | adhar | uidai",
    "passport": "passport | pasport | paasport | visa",
    "provident_fund": "pf | पीएफ | epf | epfo | provident fund | pf ka paisa",
    "tax": "income tax | itr | gst | pan card | pancard | aaykar",
    "telecom": """
        sim | jio | airtel | vodafone | bsnl | recharge | richarj | mobile network | network nahi | phone network
        internet | net nahi chal | broadband | wifi | telecom
    """,
    "bank": """
        bank | baink | sbi | pnb | atm | एटीएम | loan | lon | emi | credit card | debit card | cheque | chek | home loan | kyc
        account block | khata band | insurance | bima
    """,
    "post": "post office | dak ghar | dakghar | daakghar | speed post | daakiya | postman | parcel",
    "shopping": """
        amazon | flipkart | meesho | online order | online shopping | refund | warranty | swiggy | zomato | delivery boy | consumer
    """,
    "central": """
        pm kisan portal | central government | kendra sarkar | kendriya | modi ji | pradhan mantri ji ko | pmo | army | sena | fauj | upsc | ssc exam
        nhai | highway toll | toll tax | airport | flight
    """,
}


def matter_of(text: str) -> str | None:
    """Return whose matter the words tell of (`bank`, `railway`, …); None where they do not."""
    return next((matter for matter, signs in _signs().items() if signs.found_in(text)), None)


@lru_cache(maxsize=1)
def _signs() -> dict[str, Signs]:
    return {matter: Signs(words) for matter, words in _MATTERS.items()}
