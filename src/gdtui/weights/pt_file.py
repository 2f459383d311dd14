"""The .pt format: the state_dict of one nn.Linear, exactly as torch.save writes it.

A .pt holds a pickle, and a pickle can run code. So its zip archive and the names in its pickle are
looked at first, without running anything and without torch; then torch reads it with
weights_only=True.
"""

import pickletools
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipInfo

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.weights.archive import members, packed
from gdtui.weights.content import Content, check_keys
from gdtui.weights.weights import Weights

_HOW = "save the numbers alone with torch.save(model.state_dict(), ...)"
# A state_dict of weight and bias needs about 400 bytes; so short a pickle cannot nest dangerously.
_LONGEST_PICKLE = 8192
_STORAGES = (
    *("Half", "BFloat16", "Float", "Double", "ComplexFloat", "ComplexDouble"),
    *("Bool", "Byte", "Char", "Short", "Int", "Long"),
)
_HARMLESS = {
    "collections.OrderedDict",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter",
    *(f"torch.{kind}Storage" for kind in _STORAGES),
}
_NEVER_IN_A_STATE_DICT = {
    *("INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "STACK_GLOBAL"),
    *("EXT1", "EXT2", "EXT4"),
}


def loading(weights: Weights, path: str) -> str:
    """The line of Python that loads the file; `path` is a Python literal."""
    targets, inputs = weights.weight.shape
    dtype = ", dtype=torch.float64" if weights.weight.dtype.itemsize == 8 else ""
    return (
        f"import torch; model = torch.nn.Linear({inputs}, {targets}{dtype}); "
        f"model.load_state_dict(torch.load({path}, weights_only=True))"
        "  # a .pt has no room for column names"
    )


def write(weights: Weights) -> bytes:
    """Serialise weight and bias as a state_dict, without names."""
    from gdtui.weights.state_dict import serialised  # noqa: PLC0415 - torch takes a second

    return serialised(weights)


def read(content: bytes, file: str) -> Content:
    """Read a state_dict of tensors.

    Raises:
        UserError: the archive is damaged, could run code or holds something else.
    """
    if not content.startswith(b"PK"):
        raise _refused(file, "is not the archive that torch.save writes, and could run code")
    archive = members(content, file)
    _check_pickle(_pickle(archive, file), file)

    from gdtui.weights.state_dict import array, loaded  # noqa: PLC0415 - torch takes a second

    # What was checked is packed anew: torch's own zip reader can see other bytes in the same file.
    state = loaded(packed(archive))
    if state is None:
        raise UserError(f"{file}: is damaged: torch cannot read it; save or copy it again")
    if not isinstance(state, dict):
        raise UserError(f"{file}: holds a {type(state).__name__} and no state_dict; {_HOW}")
    check_keys(state, file)
    found = {key: array(value, key, file) for key, value in state.items()}
    return Content(
        {key: numbers for key, (numbers, _) in found.items()},
        notes=tuple(note for _, notes in found.values() for note in notes),
    )


def _refused(file: str, why: str) -> UserError:
    return UserError(f"{file}: refused: it {why}; {_HOW}")


def _pickle(archive: Mapping[ZipInfo, bytes], file: str) -> bytes:
    if any(member.compress_type != ZIP_STORED for member in archive):
        raise _refused(file, "is packed in a way that torch.save never does")
    pickles = [data for member, data in archive.items() if member.filename.endswith("/data.pkl")]
    if len(pickles) != 1:
        raise _refused(file, "is not the archive that torch.save writes")
    if len(pickles[0]) > _LONGEST_PICKLE:
        raise _refused(file, "holds far more than the weight and bias of a state_dict")
    return pickles[0]


def _check_pickle(pickle: bytes, file: str) -> None:
    tuples: set[object] = set()
    memoised, before = 0, ""
    try:
        for opcode, argument, _ in pickletools.genops(pickle):
            if opcode.name in _NEVER_IN_A_STATE_DICT:
                raise _refused(file, "holds Python objects and not only a state_dict")
            if opcode.name == "GLOBAL" and str(argument).replace(" ", ".") not in _HARMLESS:
                wanted = clean(str(argument).replace(" ", "."))
                raise _refused(file, f"holds {wanted} and not only a state_dict")
            if opcode.name in ("BINPUT", "LONG_BINPUT", "PUT", "MEMOIZE"):
                if before.startswith("TUPLE"):
                    tuples.add(memoised if opcode.name == "MEMOIZE" else argument)
                memoised += 1
            # Tuples of the same tuples hold 2^n leaves, and as a key all of them are visited.
            if opcode.name in ("BINGET", "LONG_BINGET", "GET") and argument in tuples:
                raise _refused(file, "holds something else than a state_dict")
            before = opcode.name
    except ValueError:
        raise UserError(f"{file}: is damaged: its pickle is not whole; save it again") from None
