"""How a Disclosure shows itself in a notebook: what was read, repaired and not understood, as a small HTML card."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from fzfin.disclosure import Disclosure

_MOST = 12


def html(disclosure: Disclosure) -> str:
    """The card of one disclosure; all text of the document is escaped."""
    meta = disclosure.meta
    chips = "".join(
        f'<span style="display:inline-block;margin:2px 6px 2px 0;padding:1px 8px;border:1px solid #b8c4d0;'
        f'border-radius:9px;{"" if frame is not None else "color:#8d99ae;border-style:dashed"}">'
        f"{escape(name)} {frame.height if frame is not None else '—'}</span>"
        for name, frame in disclosure.frames.items()
    )
    return (
        '<div style="font-family:sans-serif;max-width:60em">'
        f"<b>{escape(meta.department or '?')}</b> · {meta.year or '?'} · {escape(meta.unit)}"
        f"{' · <b>made for teaching, not real</b>' if meta.made else ''}"
        f'<div style="color:#666">{escape(meta.source_name)} · {escape(meta.reader)} · {meta.sha256[:12]}…</div>'
        f"<div>{chips}</div>"
        f"{_details('repairs', disclosure.repairs, 'rule')}{_details('unparsed', disclosure.unparsed, 'reason')}</div>"
    )


def _details(name: str, frame: pl.DataFrame, by: str) -> str:
    if frame.is_empty():
        return f"<div>{name}: 0</div>"
    counts = frame[by].value_counts(sort=True).rows()
    kinds = "".join(f"<li>{escape(str(what))}: {number}</li>" for what, number in counts[:_MOST])
    more = f"<li>… {len(counts) - _MOST}</li>" if len(counts) > _MOST else ""
    return f"<details><summary>{name}: {frame.height}</summary><ul style='margin:0'>{kinds}{more}</ul></details>"
