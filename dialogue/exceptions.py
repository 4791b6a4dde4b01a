"""What can go wrong in the domain: one sentence each, free of Flask."""


class DialogueError(Exception):
    """Something the domain does not allow."""


class NotFound(DialogueError):
    """The row does not exist, or is not yours to see."""


class Forbidden(DialogueError):
    """Your role does not do this."""


class StaleEdit(DialogueError):
    """Somebody else changed the row since it was read."""


class BadImport(DialogueError):
    """A file to import is broken; the message names the place and the fault."""


class BadSettings(DialogueError):
    """The environment lacks a setting, or holds one that cannot be used."""
