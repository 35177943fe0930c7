"""What papermill's entry point ``fzfin`` names: it asks for the engine itself only when a notebook runs.

Papermill loads its engines while it is being imported, the engine is a papermill Engine: whichever is imported first
would find the other half made.
"""

from __future__ import annotations

from typing import Any


class Engine:
    """The engine ``fzfin`` of papermill; see `fzfin.reports.engine`."""

    @classmethod
    def execute_notebook(cls, *arguments: Any, **named: Any) -> Any:
        """Run a notebook as papermill asks its engines to."""
        from fzfin.reports.engine import InProcessEngine

        return InProcessEngine.execute_notebook(*arguments, **named)
