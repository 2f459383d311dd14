"""Signature: what a file of weights seems to be, by its first bytes and not by its name."""


def apparent_suffix(content: bytes) -> str | None:
    """The suffix that the content would deserve, or None where that cannot be told."""
    if content.startswith(b"PK\3\4"):
        first = content[30 : 30 + int.from_bytes(content[26:28], "little")]
        if first.endswith(b".npy"):
            return ".npz"
        return ".pt" if first.endswith(b"/data.pkl") else None
    if content[8:9] == b"{" and int.from_bytes(content[:8], "little") <= len(content) - 8:
        return ".safetensors"
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return ".json"
    if content.rstrip().rpartition(b"\n")[2].startswith(b"bias,"):
        return ".csv"
    return None
