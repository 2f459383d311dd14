"""The table of forms: which one a verb opens."""

from collections.abc import Callable

from gdtui.draw.text import Glyphs
from gdtui.tui.forms.device import DeviceForm
from gdtui.tui.forms.export import ExportForm
from gdtui.tui.forms.form import Form
from gdtui.tui.forms.load import LoadForm
from gdtui.tui.forms.open import OpenForm
from gdtui.tui.forms.predict import PredictForm
from gdtui.tui.forms.trainer import Trainer
from gdtui.tui.keys import Verb

FORMS: dict[Verb, Callable[[Trainer, Glyphs], Form]] = {
    Verb.PREDICT: PredictForm,
    Verb.EXPORT: ExportForm,
    Verb.DEVICE: DeviceForm,
    Verb.LOAD: LoadForm,
    Verb.OPEN: OpenForm,
}
