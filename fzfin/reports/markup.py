"""HTML of outputs and markdown, cut down to what a report may hold.

Text of a disclosure is untrusted: no script, form, frame, link to a style sheet or refresh gets through, no address
but a link that the reader clicks, and no style but that of cells. The page's own policy
is the second wall.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]

_TAGS: Final = frozenset(
    """a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4
    h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead
    time tr u ul var""".split()  # noqa: SIM905 - read as a list of words
)
_ATTRIBUTES: Final = frozenset(
    "class id title lang dir style colspan rowspan scope headers start open align width height alt".split()  # noqa: SIM905
)
_STYLES: Final = frozenset(
    """background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width
    border-left border-radius border-right border-top border-top-color border-top-style border-top-width color display
    font-family font-size font-style font-variant-numeric font-weight height line-height margin margin-bottom
    margin-left margin-right margin-top max-width min-width opacity overflow-x padding padding-bottom padding-left
    padding-right padding-top text-align text-decoration text-indent text-transform vertical-align white-space
    width""".split()  # noqa: SIM905
)
# What could name an address in a style, and the escapes that could hide it.
_FETCHES: Final = re.compile(r"url|image|src|\\|/\*", re.IGNORECASE)
_DROPPED: Final = re.compile(r"<(style|script|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and value.lower().startswith(("#", "http://", "https://", "mailto:"))
    if name == "src":
        return tag == "img" and value.lower().startswith("data:image/")
    return name in _ATTRIBUTES and not (name == "style" and _FETCHES.search(value))


@cache
def _cleaner() -> Any:
    return Cleaner(
        tags=_TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        strip_comments=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES, allowed_svg_properties=frozenset()),
    )


def clean(html: str) -> str:
    """The same HTML with everything left out that a report may not hold; style sheets and scripts go whole.

    Example:
        >>> clean('<p style="color:red" onclick="x()">1</p><script>x()</script>')
        '<p style="color:red;">1</p>'
    """
    cleaned: str = _cleaner().clean(_DROPPED.sub("", html))
    return cleaned
