"""Teaching: labels that people confirm, and the training files in which the model finds them."""
