"""The command line: run, train, migrate, seed."""
