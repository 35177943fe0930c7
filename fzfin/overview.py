"""How a Disclosure shows itself: what was read, repaired and not understood, as text and as a small HTML card."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import polars as pl

    from fzfin.disclosure import Disclosure

_MOST = 12


_MADE: Final = " · made for teaching, not real"


def text(disclosure: Disclosure) -> str:
    """One disclosure in a few lines, for a console."""
    meta = disclosure.meta
    read = [f"{name} {frame.height}" for name, frame in disclosure.frames.items() if frame is not None]
    absent = [name for name, frame in disclosure.frames.items() if frame is None]
    mended = disclosure.repairs["rule"].value_counts(sort=True).rows()
    left = disclosure.unparsed["reason"].value_counts(sort=True).rows()
    lines = [
        f"{meta.department or '?'} · {meta.year or '?'} · {meta.kind} · {meta.unit}" + _MADE * meta.made,
        f"source    {meta.source_name} ({meta.reader}, sha256 {meta.sha256[:12]}…)",
        f"read      {', '.join(read) or 'nothing'} (rows)",
    ]
    if absent:
        lines.append(f"absent    {', '.join(absent)}")
    lines.append(f"repaired  {disclosure.repairs.height}" + _listed(mended))
    lines.append(f"unparsed  {disclosure.unparsed.height}" + _listed(left))
    return "\n".join(lines)


def _listed(counts: list[tuple[Any, ...]], most: int = 6) -> str:
    shown = ", ".join(f"{str(what)[:60]} {number}" for what, number in counts[:most])
    more = f", {len(counts) - most} more kinds" if len(counts) > most else ""
    return f": {shown}{more}" if shown else ""


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
