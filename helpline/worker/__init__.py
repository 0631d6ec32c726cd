"""The background process: sends what waits in the outbox, and keeps the clock."""
