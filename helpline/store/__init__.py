"""The database: tables, sessions, the queue, the seeds."""
