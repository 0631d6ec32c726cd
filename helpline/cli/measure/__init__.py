"""Measuring how well a model understands: test sets, models to compare, figures, tables."""
