"""Measurements that take minutes: run by hand, each says in its first lines how."""
