"""Archive: the zip archives that .pt and .npz files are, unpacked in memory and checked."""

import io
import zipfile
from collections.abc import Mapping
from zipfile import ZipInfo

from gdtui.errors import UserError

_ENTRY = b"PK\1\2"
_MOST_MEMBERS = 100
_LARGEST = 64 * 2**20


def members(content: bytes, file: str) -> dict[ZipInfo, bytes]:
    """Unpack a zip archive, with every CRC checked and a bound on what it may unpack to.

    Raises:
        UserError: the archive is damaged, or larger inside than a file of weights may be.
    """
    if content.count(_ENTRY) > _MOST_MEMBERS:
        raise UserError(f"{file}: is an archive of too many parts; save one linear model alone")
    damaged = f"{file}: is damaged: its archive is not whole; save or copy it again"
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        found = archive.infolist()
    except Exception:  # noqa: BLE001 - zipfile lets struct, index and value errors through
        raise UserError(damaged) from None
    if len({member.filename.removesuffix(".npy") for member in found}) < len(found):
        raise UserError(f"{file}: is an archive with two parts of the same name; save it again")
    if sum(member.file_size for member in found) > _LARGEST:
        raise UserError(f"{file}: would unpack to more than 64 MB; save one linear model alone")
    try:
        return {member: archive.read(member) for member in found}
    except Exception:  # noqa: BLE001 - zlib, CRC, encryption and seek errors are all damage
        raise UserError(damaged) from None


def packed(archive: Mapping[ZipInfo, bytes]) -> bytes:
    """Pack members into a plain archive that every reader reads alike."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as fresh:
        for member, data in archive.items():
            fresh.writestr(ZipInfo(member.filename), data)
    return stream.getvalue()
