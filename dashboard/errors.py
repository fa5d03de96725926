"""The errors that reach a person. Their text is plain Swedish and says where the fault is and what to do."""


class LagesbildError(Exception):
    """Something outside the code is at fault: a file, a setting, the database. The message is meant to be read."""


class DataFault(LagesbildError):
    """A file in `data/` or `queries/` cannot be used as it is."""


class DatabaseUnavailable(LagesbildError):
    """The database cannot be reached, is locked by another process, or is damaged."""


class Locked(LagesbildError):
    """What was to be changed has been closed, and stands as it is for good."""


class PictureMoved(LagesbildError):
    """Something else was written between the check and the write; check again."""


class ClockWrong(LagesbildError):
    """The clock stands before what has been written; what is written now would be dated wrong."""


class NotAllowed(LagesbildError):
    """Whoever asks has no right to this."""


class NotMade(LagesbildError):
    """A file could not be made, for a reason that is not whoever asked's; the log has it."""
