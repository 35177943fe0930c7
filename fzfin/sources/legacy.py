"""The old binary files of Word and Excel (.doc, .xls), and office files behind a password."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources import word
from fzfin.sources.document import Document
from fzfin.sources.figures import shortest
from fzfin.sources.limits import CONVERT_SECONDS, MAX_BYTES
from fzfin.sources.sheet import Sheet
from fzfin.sources.stream import Stream

MAGIC: Final = b"\xd0\xcf\x11\xe0"
"""How the containers begin in which the old files lie."""

_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA
_NONE: Final = 0xFFFFFFFF
_MOST_ENTRIES: Final = 20_000
_PROGRAMS: Final = ("soffice", "libreoffice")


def streams(data: bytes) -> frozenset[str]:
    """The names that stand at the top of a container's directory, not those of files embedded further down."""
    try:
        entries = _directory(data)
        names, stack, seen = set(), [struct.unpack_from("<I", entries, 76)[0]], set[int]()
        while stack:
            number = stack.pop()
            if number in seen or (number + 1) * _ENTRY > len(entries) or len(seen) > _MOST_ENTRIES:
                continue
            seen.add(number)
            entry = entries[number * _ENTRY : (number + 1) * _ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            names.add(entry[: max(length - 2, 0)].decode("utf-16-le", "replace"))
            stack += struct.unpack_from("<II", entry, 68)
    except (struct.error, IndexError, ValueError):
        return frozenset()
    return frozenset(names)


def _directory(data: bytes) -> bytes:
    """The bytes of the directory: the sectors of its chain, one after the other."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    tables = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _END]
    per_table = size // 4
    sector, out = struct.unpack_from("<I", data, 48)[0], bytearray()
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(out) < _MOST_ENTRIES * _ENTRY:
        seen.add(sector)
        out += data[(sector + 1) * size : (sector + 2) * size]
        table, place = divmod(sector, per_table)
        sector = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * place)[0]
    return bytes(out)


def kind(data: bytes) -> str | None:
    """What lies in a container: ``doc``, ``xls``, ``encrypted``, or None."""
    names = streams(data)
    if "EncryptedPackage" in names:
        return "encrypted"
    if "WordDocument" in names:
        return "doc"
    return "xls" if names & {"Workbook", "Book"} else None


def refuse_encrypted(data: bytes, name: str, sha256: str) -> Document:
    """Say that a file is behind a password."""
    raise SourceError(
        f"{name}: the file is encrypted with a password. Open it in Word or Excel, save it without a password, and "
        "read the copy."
    )


def xls(data: bytes, name: str, sha256: str) -> Document:
    """Read an old workbook. Its number formats are not at hand: a number is the shortest decimal that it stands for.

    Raises:
        MissingDependencyError: python-calamine is not installed.
        SourceError: The file is damaged or behind a password, or a sheet is larger than any account's.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise MissingDependencyError(
            f'{name} is an old Excel file, and reading one needs python-calamine: pip install "fzfin[office]"'
        ) from error
    stream = Stream(name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if about.visible != calamine.SheetVisibleEnum.Visible:
                stream.leave("", "a hidden sheet", f"{about.name}!")
                continue
            found = book.get_sheet_by_name(about.name)
            sheet = Sheet(about.name)
            top, left = found.start or (0, 0)
            for at, row in enumerate(found.iter_rows(), top):
                cells = {column: text for column, value in enumerate(row, left) if (text := _printed(value))}
                if cells:
                    sheet.rows[at] = cells
            sheet.merges = [(*first, *last) for first, last in found.merged_cell_ranges or ()]
            sheet.pour(stream)
    except calamine.PasswordError:
        return refuse_encrypted(data, name, sha256)
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            f"{name}: expected an Excel workbook, found a damaged one ({error}). Fetch it again."
        ) from error
    return stream.document(sha256, "xls")


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shortest(value)
    return value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def doc(data: bytes, name: str, sha256: str) -> Document:
    """Read an old Word file by way of LibreOffice, if it is installed.

    LibreOffice runs without a window, in a folder and with a profile of its own that are gone afterwards; macros are
    not run and links are not followed, and it is stopped when it takes too long.

    Raises:
        MissingDependencyError: LibreOffice is not installed.
        SourceError: LibreOffice cannot read the file, or takes too long.
    """
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise MissingDependencyError(
            f"{name} is an old Word file (.doc), and reading one needs LibreOffice: install it "
            "(apt-get install libreoffice-writer-nogui), or save the file as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="fzfin-") as folder:
        return replace(word.read(_converted(Path(folder), program, data, name), name, sha256), reader="doc", sources=())


_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def _converted(folder: Path, program: str, data: bytes, name: str) -> bytes:
    """Let LibreOffice write the file anew as .docx, and give back its bytes."""
    source, profile = folder / "source.doc", folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(data)
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    command += [f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx", "--outdir", str(folder / "out")]
    try:
        process = subprocess.Popen(  # noqa: S603  (a fixed command; the file has a name of ours)
            [*command, str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise SourceError(f"{name}: LibreOffice cannot be started ({error}). Save the file as .docx.") from error
    try:
        process.wait(CONVERT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"{name}: LibreOffice did not convert the file within {CONVERT_SECONDS} s. Save it as .docx and read that."
        ) from error
    finally:
        _end(process)
    made = folder / "out" / "source.docx"
    if not made.is_file() or made.stat().st_size > MAX_BYTES:
        raise SourceError(f"{name}: expected an old Word file, found one that LibreOffice cannot read. Fetch it again.")
    return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
