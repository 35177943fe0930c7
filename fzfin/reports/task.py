"""One page to make, and what became of it: what goes to a worker and comes back, as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["done", "failed", "unread", "unmade"]
"""A page is whole or shows a notebook that failed; there is none if the source cannot be read or a worker gave up."""


@dataclass(frozen=True, slots=True)
class Task:
    """Render one notebook for one source into the file `page`.

    `stopped` is set for a notebook that took its worker with it: it is not run again, its page shows the cell `cell`
    with this text.
    """

    notebook: str
    source: str | None
    page: str
    lang: str
    engine: str
    timeout: float
    index: str
    made_on: str
    parameters: dict[str, Any] = field(default_factory=dict)
    stopped: str | None = None
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker says about a task: `error` is one line, `about` tells of the disclosure (department, year, …)."""

    status: Status
    title: str = ""
    finding: str = ""
    error: str = ""
    seconds: float = 0.0
    charts: int = 0
    about: dict[str, Any] = field(default_factory=dict)
