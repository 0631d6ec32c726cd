"""Rasa channels: a message's way from the webhook to the reply."""
