"""Channel: messages between two of our own processes over two pipes, each behind its length."""

import os
import pickle
import struct

_LENGTH = struct.Struct("<Q")
_READ_AT_ONCE = 1 << 16


class Channel:
    """One end: what comes in by one descriptor, and goes out by the other.

    Both ends run the same program and neither can be reached from outside: pickle is safe here.
    """

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._buffer = bytearray()
        self._ended = False

    def fileno(self) -> int:
        """The descriptor that becomes readable when a message comes."""
        return self._incoming

    def send(self, message: object) -> None:
        """Send a message whole, waiting where the pipe is full.

        Raises:
            BrokenPipeError: the other end is gone.
        """
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        rest = memoryview(_LENGTH.pack(len(packed)) + packed)
        while rest:
            rest = rest[os.write(self._outgoing, rest) :]

    def receive(self) -> list[object]:
        """Take in what has come and unpack what is whole; waits only where the descriptor does.

        Raises:
            EOFError: the other end is gone, and all that it sent has been handed out.
        """
        try:
            came = b"" if self._ended else os.read(self._incoming, _READ_AT_ONCE)
        except BlockingIOError:
            return []
        self._ended = not came
        self._buffer += came
        messages = list(self._whole())
        if self._ended and not messages:
            raise EOFError
        return messages

    def close(self) -> None:
        """Close both descriptors; the other end notices."""
        os.close(self._incoming)
        os.close(self._outgoing)

    def _whole(self) -> list[object]:
        messages, at = [], 0
        while len(self._buffer) - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer, at)
            end = at + _LENGTH.size + length
            if end > len(self._buffer):
                break
            packed = memoryview(self._buffer)[at + _LENGTH.size : end]
            messages.append(pickle.loads(packed))  # noqa: S301  # written by our own child
            packed.release()
            at = end
        del self._buffer[:at]
        return messages
