"""The background process: sends what waits in the outbox."""
