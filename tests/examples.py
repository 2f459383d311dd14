"""How many examples a property gets whose examples take long."""

from hypothesis import settings


def share(of_the_profile: float) -> settings:
    """This share of the examples that the profile gives every property."""
    return settings(max_examples=round(of_the_profile * settings().max_examples))
