"""What is left of an error that nobody foresaw: one line for the person, the rest in a file."""

import traceback
from pathlib import Path
from tempfile import NamedTemporaryFile

from gdtui.clean import clean


def report(error: BaseException) -> str:
    """Write the traceback to a new file; one line that names the error and the file."""
    with NamedTemporaryFile(
        "w", prefix="gdtui-", suffix=".log", delete=False, encoding="utf-8", errors="replace"
    ) as log:
        log.writelines(traceback.format_exception(error))
    kind = type(error).__name__
    return f"error in gdtui itself: {kind}: {clean(str(error), 100)}; see {Path(log.name)}"
