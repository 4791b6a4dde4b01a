"""Swedish words for roles, account states and events of the log."""

from flask_babel import lazy_gettext as _l

from dialogue.staff.actions import Role
from dialogue.staff.events import GROUP_EVENTS

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
    "meeting.created": _l("skapade ett möte"),
    "meeting.saved": _l("ändrade ett möte"),
    "meeting.published": _l("publicerade ett möte"),
    "meeting.cancelled": _l("ställde in ett möte"),
    "meeting.held": _l("markerade ett möte som genomfört"),
    "meeting.discarded": _l("tog bort ett utkast till möte"),
    "meeting.copied": _l("kopierade ett möte"),
    "meeting.series": _l("gjorde en serie av möten"),
    "question.answered": _l("svarade på en fråga inför ett möte"),
    "collection.opened": _l("öppnade insamlingsläge"),
    "collection.closed": _l("stängde insamlingsläge"),
    "paper.stored": _l("lade in papperslappar"),
    "notes_written": _l("skrev samtalsanteckningar"),
    "notes_opened": _l("läste samtalsanteckningar"),
    "note_changed": _l("ändrade en anteckning"),
    "note_deleted": _l("tog bort en anteckning"),
    "notes_made_concerns": _l("gjorde anteckningar till oror"),
    "meeting_gathered": _l("skrev in närvaro, teman och löften"),
    "summary_saved": _l("skrev på en sammanfattning"),
    "summary_sent": _l("skickade en sammanfattning till andra läsaren"),
    "summary_sent_back": _l("skickade tillbaka en sammanfattning"),
    "summary_approved": _l("godkände en sammanfattning"),
    "promise_followed_up": _l("följde upp ett löfte"),
} | GROUP_EVENTS
