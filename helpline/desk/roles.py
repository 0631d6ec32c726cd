"""The words for roles and for what became of an attempt to sign in."""

from flask_babel import lazy_gettext

from helpline.domain import roles
from helpline.services import sign_ins

ROLES = {
    roles.OFFICER: lazy_gettext("Officer"),
    roles.DISTRICT_MAGISTRATE: lazy_gettext("District Magistrate"),
    roles.HELPDESK: lazy_gettext("Help desk"),
    roles.TRAINER: lazy_gettext("Trainer"),
    roles.CM_OFFICE: lazy_gettext("Chief Minister's office"),
    roles.ADMINISTRATOR: lazy_gettext("Administrator"),
}
OUTCOMES = {
    sign_ins.OK: lazy_gettext("Signed in"),
    sign_ins.CODE_ASKED: lazy_gettext("Password right, code asked for"),
    sign_ins.WRONG_PASSWORD: lazy_gettext("Wrong password"),
    sign_ins.WRONG_CODE: lazy_gettext("Wrong code"),
    sign_ins.LOCKED: lazy_gettext("Refused: locked"),
    sign_ins.CLOSED: lazy_gettext("Refused: account closed"),
    sign_ins.BRAKED: lazy_gettext("Refused: too many attempts from the network"),
}
