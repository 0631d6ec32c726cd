"""Rasa NLU components that understand Hindi, Roman Hindi and English."""
