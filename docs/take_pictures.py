"""Takes the README's pictures of the real app with the real engine: `make pictures`."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from gdtui.draw.text import UNICODE
from gdtui.engine.phase import Phase
from gdtui.session.opening import Opening
from gdtui.session.remote import Remote
from gdtui.session.snapshot import Position
from gdtui.tui.app import TrainerApp

PICTURES = Path(__file__).parent / "pictures"


async def arrived(app: TrainerApp, pilot: Pilot[str], there: Callable[[Position], bool]) -> None:
    """Wait until the moment on the screen is the one that is wanted."""
    while True:
        moment = app.trainer.moment
        if moment is not None and there(moment.snapshot.position) and not app.trainer.desk.backlog:
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


def save(app: TrainerApp, name: str) -> None:
    """Keep the screen as SVG, without the fonts that it would fetch from elsewhere."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(), flags=re.DOTALL)
    (PICTURES / f"{name}.svg").write_text(picture, "utf-8")


async def take_pictures() -> None:
    """Step to the first backward; then to epoch 100, back to 40, and on at four times the rate."""
    remote = Remote(Opening(data="crops"))
    app = TrainerApp(lambda: remote, UNICODE)
    app.title = "gdtui crops"
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await arrived(app, pilot, lambda at: at.phase is None)
            await pilot.press("s", "s", "s")
            await arrived(app, pilot, lambda at: at.phase is Phase.BACKWARD)
            save(app, "backward")
            await pilot.press(*"100e", *"40g")
            await arrived(app, pilot, lambda at: at.epochs == 40)
            await pilot.press(">", ">", *"60e", "s", "s", "s", "s")
            await arrived(app, pilot, lambda at: at.epochs == 100 and at.phase is Phase.UPDATE)
            save(app, "branch")
    finally:
        remote.close()


if __name__ == "__main__":
    asyncio.run(take_pictures())
