"""Guide: what a tour tells in plain lines, and the talk that opens a chapter of it."""

from dataclasses import replace

from gdtui.errors import UserError
from gdtui.linear.sentences import reached, stands
from gdtui.linear.talk import Begin, Kept, Scene, Talk
from gdtui.tour.template import fill
from gdtui.tour.tour import Tour
from gdtui.tui.keys import Verb
from gdtui.tui.typed import typed
from gdtui.tui.verbs import actions
from gdtui.tui.wish import NOTHING

_NO_TOUR = "this is a key of the tour, which gdtui tour begins"
_KEYS = "the tour goes on with . and N is the next chapter; all other keys work as always"


def begun(scene: Scene) -> Talk:
    """Press the keys with which a session begins, and tell the first card of its chapter."""
    now, wish = scene.snapshot, scene.kept.wish
    yield replace(scene.kept, wish=wish._replace(keys=(), epochs=0))
    first = ((Verb.EPOCH, wish.epochs),) if wish.epochs else ()
    for verb, count in (*first, *wish.keys):
        for action in actions(verb, count, now):
            now = yield action
    by_phase = bool(wish.keys) and wish.keys[-1][0] is Verb.PHASE
    moved = now.position.moment > 0
    yield reached(None, now) if moved and not by_phase else stands(scene.opened, now)
    if wish.tour is not None and wish.tour.apart:
        yield wish.tour.over
    elif wish.tour is not None:
        yield wish.tour.heading
        if not wish.tour.place:
            yield _KEYS
        yield _told(wish.tour, replace(scene, snapshot=now))


def on(scene: Scene) -> Talk:
    """The next card."""
    tour = _here(scene)
    turned = tour.on()
    yield _turned(scene, turned)
    yield tour.over if turned == tour else _told(turned, scene)


def back(scene: Scene) -> Talk:
    """The card before."""
    turned = _here(scene).back()
    yield _turned(scene, turned)
    yield _told(turned, scene)


def chapter(by: int, scene: Scene) -> Talk:
    """Open the next chapter, the one before, or the one that is named by its number."""
    tour = _taken(scene)
    aimed = tour.opened(tour.place + by if scene.count is None else scene.count - 1)
    if aimed is None:
        raise UserError(f"there is no such chapter; there are {len(tour.chapters)}")
    keys = typed(aimed.chapter.keys)
    yield Begin(aimed.chapter.opening, NOTHING._replace(tour=aimed, keys=keys))


def _taken(scene: Scene) -> Tour:
    if scene.kept.wish.tour is None:
        raise UserError(_NO_TOUR)
    return scene.kept.wish.tour


def _here(scene: Scene) -> Tour:
    """The tour, where its chapter is what is open."""
    tour = _taken(scene)
    if tour.apart:
        raise UserError(tour.over)
    return tour


def _turned(scene: Scene, tour: Tour) -> Kept:
    return replace(scene.kept, wish=scene.kept.wish._replace(tour=tour))


def _told(tour: Tour, scene: Scene) -> str:
    """The card of now with the numbers of a scene."""
    return fill(tour.text, scene.opened, scene.snapshot)
