"""What ends a turn without a trace."""


class TurnAbandoned(BaseException):
    """The turn cannot be finished now; the same message may be tried again later.

    No Exception, because Rasa catches those around an action or the tracker store and goes on
    as if nothing had happened: the citizen would be told something false, or nothing at all.
    """
