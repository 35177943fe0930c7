"""The made accounts as they ship in ``data/synthetic``: ``python -m fzfin.teach.shipped`` writes them anew."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Final

from fzfin import _shipped
from fzfin.teach.accounts import ACCOUNTS, budget_name, budget_text, file_name, text
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
        about = [row[column] for column in _ABOUT[:-1]]
        for file, content, layout, note in (
            (file_name(name), text(name), row["layout"], row["en"]),
            (budget_name(name), budget_text(name), row["budget"], "The budget of the same year"),
        ):
            digest = hashlib.sha256(content.encode()).hexdigest()
            writer.writerow((file, digest, "made, not real", *about, layout, note))
    return out.getvalue()


def write(folder: Path) -> list[Path]:
    """Write the made accounts and their manifest to a folder, as they ship in ``data/synthetic``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {file_name(name): text(name) for name in ACCOUNTS} | {
        budget_name(name): budget_text(name) for name in ACCOUNTS
    }
    files[_MANIFEST] = manifest()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]


if __name__ == "__main__":
    for path in write(_shipped.synthetic_dir()):
        print(path)
