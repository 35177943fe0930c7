"""How large a source may be: what lies beyond is refused with a clear error, never read in part."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 64 << 20
"""Bytes of one file, and of one member of an archive when unpacked."""

MAX_UNPACKED: Final = 256 << 20
"""Bytes of all members of one archive together, when unpacked."""

MAX_RATIO: Final = 400
"""How many times larger than packed a member beyond `FREE_BYTES` may be: repeated XML reaches 100, bombs 1,000."""

FREE_BYTES: Final = 4 << 20
"""Bytes that a member may have whatever its ratio."""

MAX_MEMBERS: Final = 5_000
"""Members of one archive: a Word file with many pictures has some hundreds."""

MAX_FILES: Final = 100
"""Files that are read as one disclosure, or out of one archive."""

MAX_DEPTH: Final = 100
"""Elements within each other in a document, and tables within tables."""

MAX_CELLS: Final = 2_000_000
"""Cells of all tables of one file, counting those that merged cells cover: a large account has some ten thousand."""

MAX_COLUMNS: Final = 1_024
"""Columns of one table."""

MAX_MERGES: Final = 100_000
"""Merged ranges of one sheet."""

MAX_SHEETS: Final = 500
"""Sheets of one workbook."""

MAX_RECORDS: Final = 5_000_000
"""Records of one old workbook, over all sheets."""

CONVERT_SECONDS: Final = 60
"""Seconds that LibreOffice may take to convert one file."""
