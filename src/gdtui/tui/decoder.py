"""Input that survives bytes which are no text.

Textual's driver decodes strictly: one wrong byte ends its input and with it the app
(github.com/Textualize/textual/issues/6456).
"""

import codecs
from functools import partial
from typing import Any

from textual.drivers import linux_driver


def forgive_bytes() -> None:
    """Let the driver read a byte that is not UTF-8 as U+FFFD, a key that does nothing."""
    vars(linux_driver)["getincrementaldecoder"] = _forgiving


def _forgiving(encoding: str) -> Any:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
