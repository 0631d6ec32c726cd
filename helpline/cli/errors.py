"""The one exception of the command line."""


class CommandError(Exception):
    """The command cannot go on; the message is one clear line that says what to do."""
