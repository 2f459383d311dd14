"""A burst of keys: each is done once and in order, and esc drops the steps that wait."""

import asyncio

import pytest
from textual import events

from gdtui.tui.burst import Burst, Typed


class Typist:
    """Types, and does each key when it is told that the one before is done."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._handed: list[Typed] = []
        self.burst = Burst(self._handed.append)

    def type(self, *keys: str) -> None:
        for key in keys:
            self.burst.take(events.Key(key, key if len(key) == 1 else None))

    async def finish(self) -> list[str]:
        while self._handed:
            for typed in self._handed:
                assert isinstance(typed, events.Key)
                self.done.append(typed.key)
            self._handed.clear()
            self.burst.done()
            await asyncio.sleep(0)
        return self.done


async def test_keys_are_handed_out_one_by_one_in_order() -> None:
    typist = Typist()
    typist.type(*"s3bpe")
    assert len(typist._handed) == 1
    assert await typist.finish() == [*"s3bpe"]
    typist.type("q")
    assert (await typist.finish())[-1] == "q"


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        ([*"ssss", "escape", "b"], ["s", "escape", "b"]),
        ([*"s12e", "escape"], ["s", "escape"]),
        ([*"sp4", "escape", "s"], [*"sp4", "escape", "s"]),
        (["escape"], ["escape"]),
    ],
)
async def test_esc_drops_steps_that_wait_and_nothing_else(
    typed: list[str], done: list[str]
) -> None:
    typist = Typist()
    typist.type(*typed)
    assert await typist.finish() == done


async def test_what_is_held_waits_and_esc_drops_it() -> None:
    typist = Typist()
    typist.type(*"sp")
    typist._handed.clear()
    typist.burst.hold(events.Key("s", "s"))
    typist.type("b")
    assert await typist.finish() == []
    typist.burst.go_on()
    assert await typist.finish() == [*"spb"]
    typist.type("e")
    typist._handed.clear()
    typist.burst.hold(events.Key("e", "e"))
    typist.type("escape", "b")
    assert (await typist.finish())[-1] == "b"
