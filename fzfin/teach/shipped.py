"""The made accounts as they ship in ``data/synthetic``: ``python -m fzfin.teach.shipped`` writes them anew."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Final

from fzfin import _shipped
from fzfin.teach.accounts import ACCOUNTS, file_name, text
from fzfin.vocab import rows

_MANIFEST: Final = "manifest.csv"
_ABOUT: Final = ("name", "department", "year", "character", "seed", "exact", "layout")


def manifest() -> str:
    """The manifest of the made accounts as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "sha256", "made", *_ABOUT, "note"))
    for row in rows("class_accounts"):
        name = row["name"]
        digest = hashlib.sha256(text(name).encode()).hexdigest()
        about = [row[column] for column in _ABOUT]
        writer.writerow((file_name(name), digest, "made, not real", *about, row["en"]))
    return out.getvalue()


def write(folder: Path) -> list[Path]:
    """Write the made accounts and their manifest to a folder, as they ship in ``data/synthetic``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {file_name(name): text(name) for name in ACCOUNTS} | {_MANIFEST: manifest()}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]


if __name__ == "__main__":
    for path in write(_shipped.synthetic_dir()):
        print(path)
