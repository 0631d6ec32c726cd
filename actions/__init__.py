"""Rasa custom actions: each reads the conversation, calls one service and says what came of it."""
