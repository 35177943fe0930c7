"""Pictures as files: PNG and SVG are drawn without a browser, with the fonts of this machine, if they know Chinese."""

from __future__ import annotations

import json
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias
from unicodedata import east_asian_width

import altair as alt

from fzfin.charts.theme import FONT
from fzfin.errors import ParameterError

Picture: TypeAlias = (
    alt.Chart
    | alt.LayerChart
    | alt.HConcatChart
    | alt.VConcatChart
    | alt.ConcatChart
    | alt.FacetChart
    | alt.RepeatChart
)

_FORMATS: Final[dict[str, Literal["png", "svg"]]] = {".png": "png", ".svg": "svg"}
_SAMPLES: Final = (chr(0x56FD), chr(0x6C38), "")


class MissingFontWarning(UserWarning):
    """No font of this machine has Chinese characters, so pictures show boxes instead."""


@lru_cache(maxsize=8)
def knows_chinese(font: str = FONT) -> bool:
    """Say whether pictures can show Chinese: two characters that are drawn alike are boxes, or were dropped.

    Example:
        >>> knows_chinese("No Such Font")
        False
    """
    import vl_convert

    drawn = [
        vl_convert.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">'
            f'<text x="4" y="22" font-size="20" font-family="{font}">{sample}</text></svg>'
        )
        for sample in _SAMPLES
    ]
    return len(set(drawn)) == len(drawn)


def save(chart: Picture, path: str | Path, *, scale: float = 2.0) -> Path:
    """Write a chart as a picture (图片), ``.png`` or ``.svg`` by the name of the file.

    Where the chart has Chinese text and no font knows it, a `MissingFontWarning` says once what to install.

    Args:
        chart: Any Altair chart.
        path: The file to write.
        scale: Pixels of a PNG per pixel of the page.

    Raises:
        ParameterError: The name ends in neither ``.png`` nor ``.svg``.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(alt.Chart(alt.InlineData(values=[{}])).mark_point(), Path(folder) / "point.svg").name
        'point.svg'
    """
    target = Path(path)
    form = _FORMATS.get(target.suffix.lower())
    if form is None:
        raise ParameterError(f"expected a name that ends in {' or '.join(_FORMATS)}, found {target.name!r}")
    shown = {name: part for name, part in chart.to_dict().items() if name != "config"}
    tell_of_missing_font(json.dumps(shown, ensure_ascii=False, default=str))
    chart.save(str(target), format=form, scale_factor=scale)
    return target


def tell_of_missing_font(text: str) -> None:
    """Warn, once, where a text has Chinese characters that no font of this machine knows.

    Example:
        >>> tell_of_missing_font("no Chinese here")
    """
    if any(east_asian_width(char) == "W" for char in text) and not knows_chinese():
        _tell()


@lru_cache(maxsize=1)
def _tell() -> None:
    warnings.warn(
        "no font with Chinese characters was found, so pictures show boxes: install fonts-noto-cjk or "
        "fonts-wqy-microhei (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) or Noto Sans CJK SC (Windows, macOS)",
        MissingFontWarning,
        stacklevel=4,
    )
