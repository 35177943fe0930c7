"""Blocks → projects, their funding and their indicators (项目支出绩效自评表, performance self-evaluation forms)."""

from __future__ import annotations

from fzfin.forms.read import read_forms
from fzfin.forms.row import FormsRead

__all__ = ["FormsRead", "read_forms"]
