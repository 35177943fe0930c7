"""Forms as rows → `projects`, `project_funding` and `indicators`, and what of the forms no frame holds."""

from __future__ import annotations

from collections.abc import Sequence

from fzfin.forms.form import Form
from fzfin.forms.row import FormsRead, begins_row
from fzfin.forms.split import split_forms
from fzfin.sources.document import Block
from fzfin.tables.cut import rejoined
from fzfin.tables.recognise import title_of


def read_forms(blocks: Sequence[Block]) -> FormsRead:
    """Read all self-evaluation forms (项目支出绩效自评表) among the blocks of a document.

    Example:
        >>> read_forms(()).projects
        []
    """
    split = split_forms(tuple(rejoined(blocks, title_of, begins_row)))
    read = FormsRead(leftovers=split.leftovers, used=split.used)
    for project_no, rows in enumerate(split.forms, 1):
        form = Form(read, project_no)
        for row, kind in rows:
            form.take(row, kind)
        form.finish(rows[0][0])
    return read
