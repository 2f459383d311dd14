"""Every run tries the same examples; `make test ARGS=--hypothesis-profile=explore` others."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")
