import os

import pytest

from gdtui.session.channel import Channel


def ends() -> tuple[Channel, Channel]:
    (here_in, there_out), (there_in, here_out) = os.pipe(), os.pipe()
    os.set_blocking(here_in, False)
    return Channel(here_in, here_out), Channel(there_in, there_out)


def test_messages_arrive_whole_and_in_order() -> None:
    here, there = ends()
    for number in range(100):
        there.send({"number": number})

    assert here.receive() == [{"number": number} for number in range(100)]
    assert here.receive() == []


def test_a_message_that_comes_in_pieces_is_handed_out_when_it_is_whole() -> None:
    here, there = ends()
    there.send("first")
    whole = os.read(here.fileno(), 1000)
    for cut in range(len(whole)):
        os.write(there._outgoing, whole[:cut])
        assert here.receive() == []
        os.write(there._outgoing, whole[cut:])
        assert here.receive() == ["first"]


def test_a_message_larger_than_the_pipe_arrives() -> None:
    here, there = ends()
    child = os.fork()
    if not child:
        there.send(b"x" * 1_000_000)
        os._exit(0)
    came: list[object] = []
    os.set_blocking(here.fileno(), True)
    while not came:
        came = here.receive()
    os.waitpid(child, 0)

    assert came == [b"x" * 1_000_000]


def test_the_end_is_told_after_the_last_message() -> None:
    here, there = ends()
    there.send("last")
    there.close()

    assert here.receive() == ["last"]
    with pytest.raises(EOFError):
        here.receive()
    with pytest.raises(BrokenPipeError):
        here.send("too late")
