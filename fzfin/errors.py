"""What fzfin raises: one root, few branches, each also the builtin error that fits.

Every message says what was expected, what was found, where, and what to do.
"""

from __future__ import annotations


class FzfinError(Exception):
    """The root of all errors that fzfin raises on purpose."""


class SourceError(FzfinError, ValueError):
    """A source cannot be read: empty, not text, of a format that is not read, or no disclosure."""


class SourceNotFoundError(SourceError, FileNotFoundError):
    """No file stands at the path given."""


class AmountError(FzfinError, ValueError):
    """A text that should be an amount is none."""


class SchemaError(FzfinError, ValueError):
    """A frame does not have the columns, types or keys of the contract."""


class ParameterError(FzfinError, ValueError):
    """A parameter of a notebook or command is unknown, or has the wrong type or value."""


class MissingDependencyError(FzfinError, ImportError):
    """An optional package is missing; the message says what to install."""


class RenderError(FzfinError, RuntimeError):
    """A notebook could not be rendered; the message names the failing cell."""
