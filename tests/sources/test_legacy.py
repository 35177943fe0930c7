"""Old Word files: read by way of LibreOffice where it is installed, which then runs nothing and fetches nothing."""

from __future__ import annotations

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from made_files import paragraph, word

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources import Paragraph, from_bytes, legacy

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def old(file: Path, tmp_path: Path) -> bytes:
    """A .doc that LibreOffice makes of another file."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(tmp_path / "old"),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (tmp_path / "old" / f"{file.stem}.doc").read_bytes()


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda name: None)
    with pytest.raises(MissingDependencyError, match="libreoffice-writer-nogui"):
        legacy.doc(b"", "old.doc", "")


@needs_libreoffice
@pytest.mark.parametrize("isolated", [True, False])
def test_links_are_not_followed(isolated: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture on a server of our own: LibreOffice fetches it when it makes the file, and not when the file is read."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        made = tmp_path / "linked.html"
        made.write_text(f'<html><body><p>支出决算表</p><img src="{address}" width=9 height=9></body></html>')
        data = old(made, tmp_path)
        assert asked
        assert address.encode("utf-16-le") in data or address.encode() in data
        asked.clear()
        if not isolated:
            monkeypatch.setattr(legacy, "_offline", lambda: ())
        document = from_bytes(data, "linked.doc")
        server.shutdown()
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["支出决算表"]
    assert asked == []


@needs_libreoffice
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word(paragraph("支出决算表")))
    data = old(made, tmp_path)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(legacy.tempfile, "tempdir", str(tmp_path / "temporary"))
    document = from_bytes(data, "made.doc")
    assert (document.reader, [source.reader for source in document.sources]) == ("doc", ["doc"])
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_conversion_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 100 &\nsleep 100\n")
    program.chmod(0o700)
    monkeypatch.setattr(legacy.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    monkeypatch.setattr(legacy, "CONVERT_SECONDS", 0.3)
    with pytest.raises(SourceError, match="did not convert the file"):
        legacy.doc(b"", "slow.doc", "")


def test_what_libreoffice_cannot_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setattr(legacy.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    with pytest.raises(SourceError, match=r"bad\.doc: expected an old Word file"):
        legacy.doc(b"x", "bad.doc", "")
