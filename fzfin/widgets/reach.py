"""What makes the explorer reachable by keyboard and by ear, where the controls of Jupyter alone are not."""

from __future__ import annotations

from importlib.resources import files

import anywidget
import traitlets


class Reach(anywidget.AnyWidget):
    """A widget without a face: it keeps JupyterLab from taking the keys, names what has no name, copies the lines."""

    _esm = files("fzfin.widgets").joinpath("reach.js").read_text(encoding="utf-8")
    lang = traitlets.Unicode("zh").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    copied = traitlets.Int(0).tag(sync=True)
    """How often the lines were copied."""
