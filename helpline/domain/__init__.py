"""The rules of the helpline in plain Python: complaint numbers, working days, the draft of a complaint."""
