"""Old Word files (.doc) by way of LibreOffice, and office files behind a password."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources import word
from fzfin.sources.document import Document
from fzfin.sources.limits import CONVERT_SECONDS, MAX_BYTES

_PROGRAMS: Final = ("soffice", "libreoffice")
_OFFLINE: Final = ("unshare", "--user", "--map-root-user", "--net")
"""Starts a program without a network, on a Linux that lets its users do so."""


def refuse_encrypted(data: bytes, name: str, sha256: str) -> Document:
    """Say that a file is behind a password."""
    raise SourceError(
        f"{name}: the file is encrypted with a password. Open it in Word or Excel, save it without a password, and "
        "read the copy."
    )


def doc(data: bytes, name: str, sha256: str) -> Document:
    """Read an old Word file by way of LibreOffice, if it is installed.

    LibreOffice runs without a window, in a folder and with a profile of its own that are gone afterwards. Macros are
    not run. It would fetch pictures that a file links to: it is given no network where the system allows that, and
    everywhere a proxy that nothing answers. It is stopped when it takes too long.

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
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"
 oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy"
 oor:op="fuse"><value></value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"
 oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"
 oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"
 oor:op="fuse"><value>9</value></prop></item>
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
            [*_offline(), *command, str(source)],
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


@cache
def _offline() -> tuple[str, ...]:
    """What to put before a command so that it has no network; nothing where the system does not allow that."""
    if shutil.which(_OFFLINE[0]) is None:
        return ()
    try:
        tried = subprocess.run([*_OFFLINE, "true"], check=False, capture_output=True, timeout=CONVERT_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return _OFFLINE if tried.returncode == 0 else ()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
