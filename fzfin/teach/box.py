"""An input box for JupyterLab over an exercise's check; the only module of lessons that imports ipywidgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fzfin.errors import MissingDependencyError
from fzfin.teach.wording import words

if TYPE_CHECKING:
    from fzfin.teach.exercise import Exercise


def box(exercise: Exercise) -> Any:
    """The question with a field for the answer, and buttons to check it, for a hint and for the solution.

    Raises:
        MissingDependencyError: ipywidgets is not installed.
    """
    try:
        import ipywidgets as widgets
    except ImportError as error:
        raise MissingDependencyError(
            "an input box needs ipywidgets: pip install 'fzfin[lab]'; check(...) works without"
        ) from error
    say = words(exercise.lang)
    question = widgets.HTML(exercise._repr_html_())
    field = widgets.Text(placeholder=say["box.answer"], description=exercise.name.upper(), continuous_update=False)
    told = widgets.HTML()
    check = widgets.Button(description=say["box.check"], button_style="primary")
    hint = widgets.Button(description=say["hint"])
    solution = widgets.Button(description=say["solution"])

    def checked(_: Any) -> None:
        told.value = exercise.check(field.value)._repr_html_()

    def hinted(_: Any) -> None:
        told.value = exercise.hint()._repr_html_()

    def solved(_: Any) -> None:
        told.value = exercise.solution()._repr_html_()

    check.on_click(checked)
    hint.on_click(hinted)
    solution.on_click(solved)
    if not exercise.applies:
        for part in (field, check, hint, solution):
            part.disabled = True
    return widgets.VBox([question, widgets.HBox([field, check, hint, solution]), told])
