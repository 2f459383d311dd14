"""Input that is no text."""

from textual.drivers import linux_driver

from gdtui.tui.decoder import forgive_bytes


def test_the_driver_reads_bytes_that_are_no_utf8() -> None:
    forgive_bytes()
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert decode(b"s\xff\xfes") == "s\ufffd\ufffds"


def test_letters_of_several_bytes_may_come_one_byte_at_a_time() -> None:
    forgive_bytes()
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert "".join(decode(bytes([byte])) for byte in "é→".encode()) == "é→"
