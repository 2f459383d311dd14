"""gdtui: train a linear regression by hand, one key at a time, in a terminal."""

__version__ = "0.1.0"
