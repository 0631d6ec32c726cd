"""Samadhan: the WhatsApp assistant of a state helpline, and the desk behind it."""
