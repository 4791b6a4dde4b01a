"""Swedish words for roles, account states and events of the log."""

from flask_babel import lazy_gettext as _l

from dialogue.staff.actions import Role

ROLE_NAMES = {
    Role.ORGANISER: _l("Mötesvärd"),
    Role.COORDINATOR: _l("Samordnare"),
    Role.ANALYST: _l("Analytiker, kommun"),
    Role.POLICE: _l("Analytiker, polis"),
    Role.ADMIN: _l("Administratör"),
}
STATE_NAMES = {"active": _l("aktivt"), "invited": _l("inbjuden"), "closed": _l("stängt")}
EVENT_NAMES = {
    "staff.sign_in": _l("loggade in"),
    "staff.sign_in_failed": _l("inloggning misslyckades"),
    "staff.sign_out": _l("loggade ut"),
    "staff.invite": _l("bjöd in"),
    "staff.close": _l("stängde konto"),
}
