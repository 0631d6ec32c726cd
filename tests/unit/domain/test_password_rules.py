import pytest

from helpline.domain.password_rules import TooCommon, TooShort, check_password


@pytest.mark.parametrize(
    "password",
    ["pahaad ki hawa", "k7fm-2xqr-mnbv", "बिजली-पानी-सड़क", "correct horse battery", "Rt5$kkpq!9z"],
)
def test_long_words_of_ones_own_are_taken(password):
    check_password(password, "asha")


@pytest.mark.parametrize("password", ["", "kurz", "ninechars"])
def test_short_ones_are_refused(password):
    with pytest.raises(TooShort):
        check_password(password, "asha")


@pytest.mark.parametrize(
    "password",
    [
        *("password123", "P@ssword@2026", "Uttarakhand@1", "1234567890", "helpline1905"),
        *("01-01-1980!", "aaaaaaaaaa", "asha@123456", "ASHA_2026_!", "Qwerty12345"),
    ],
)
def test_the_login_common_words_and_numbers_are_refused(password):
    with pytest.raises(TooCommon):
        check_password(password, "asha")
