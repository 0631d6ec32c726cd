"""A year of a helpline that never was: made in memory under the real law, written in bulk, checked."""
