"""Reading what people type: scripts, words, numbers, places. Plain Python, no database, no network."""
