"""What the conversation reads out of a text by itself. The trained model does not lean on it."""
