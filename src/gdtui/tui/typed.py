"""typed: a row of keys, as somebody types them, as verbs with their counts."""

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.tui.counts import Count
from gdtui.tui.keys import Verb, verb_of

Typed = tuple[Verb, int | None]

_MOST = 1_000_000
_ACTING = frozenset(
    {
        *(Verb.PHASE, Verb.BATCH, Verb.EPOCH, Verb.BACK, Verb.FORWARD, Verb.UNDO, Verb.REDO),
        *(Verb.RESTART, Verb.MODE, Verb.HALVE, Verb.DOUBLE, Verb.SHUFFLE, Verb.STANDARDIZE),
        *(Verb.DTYPE, Verb.GO_TO),
    }
)


def typed(keys: str) -> tuple[Typed, ...]:
    """The verbs of keys that act by themselves, like sss100e.

    Raises:
        UserError: one of them is no key, or one that asks something or needs a screen.
    """
    found: list[Typed] = []
    count = Count()
    done = undone = 0
    for key in keys:
        more = count.typed(key)
        if more is not None:
            count = more
            continue
        verb, number = verb_of(key, key), count.number
        if verb is None:
            raise UserError(f'"{clean(key)}" is no key')
        if verb not in _ACTING or (verb is Verb.GO_TO and number is None):
            raise UserError(f"{key} asks something, or is for a screen; it cannot stand here")
        if (number or 0) > _MOST:
            raise UserError(f"{key} takes too long: at most {_MOST} can stand before a key")
        if (verb is Verb.UNDO and not done) or (verb is Verb.REDO and not undone):
            raise UserError(f"{key}: there is nothing to {verb} at this place")
        done, undone = _after(verb, number or 1, done, undone)
        found.append((verb, number))
        count = Count()
    if count.digits:
        raise UserError(f"a key is lacking behind {count.digits}")
    return tuple(found)


def _after(verb: Verb, count: int, done: int, undone: int) -> tuple[int, int]:
    """How many actions can be undone and done again behind one more."""
    if verb is Verb.UNDO:
        count = min(count, done)
        return done - count, undone + count
    if verb is Verb.REDO:
        count = min(count, undone)
        return done + count, undone - count
    return done + 1, 0
