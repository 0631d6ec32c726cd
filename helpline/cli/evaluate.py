"""x."""


def execute(_):
    pass
