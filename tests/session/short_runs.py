"""Short runs that are handed out as long ones are."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gdtui.engine import descent, fast_run


@contextmanager
def few_steps_at_once() -> Iterator[None]:
    """Hand out every four steps or so: there are rests in short runs."""
    with pytest.MonkeyPatch.context() as few:
        few.setattr(descent, "_PRODUCTS", 1)
        few.setattr(fast_run, "_STEPS", 4)
        yield
