"""Zip archives, opened within limits: the names inside are never paths, and nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final

from fzfin.errors import SourceError
from fzfin.sources.limits import FREE_BYTES, MAX_BYTES, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED

_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_CHUNK: Final = 1 << 20


def _named(info: zipfile.ZipInfo) -> str:
    """The name of a member: where its flag does not say UTF-8, Chinese programs write GBK, others UTF-8."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


class Archive:
    """A zip archive in memory, or a file that is one inside, such as those of Word and Excel."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive.

        Raises:
            SourceError: The bytes are no whole zip archive, or it has more members than any disclosure.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except (*_FAULTS, IndexError) as error:
            raise SourceError(
                f"{name}: expected a whole zip archive (as Word and Excel files are), found a damaged or cut one "
                f"({error}). Fetch the file again."
            ) from error
        if len(infos) > MAX_MEMBERS:
            raise SourceError(f"{name}: expected an archive of at most {MAX_MEMBERS:,} members, found {len(infos):,}.")
        self._infos = {_named(info): info for info in infos}
        if len(self._infos) < len(infos):
            raise SourceError(f"{name}: two parts of the archive have one name. Unpack it and name the files inside.")
        self._left = MAX_UNPACKED

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the members, in the order of the archive. They are labels: never use one as a path."""
        return tuple(self._infos)

    def __contains__(self, member: object) -> bool:
        return member in self._infos

    def read(self, member: str) -> bytes:
        """The bytes of a member.

        Raises:
            SourceError: There is no such member, or it is encrypted, damaged, packed in an unusual way, or larger than
                the limits of `fzfin.sources.limits`, whatever size it claims to have.
        """
        info = self._infos.get(member)
        if info is None:
            raise SourceError(f"{self.name}: expected {member} in the file, found no such part. Fetch the file again.")
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(
                f"{self.name}: {member!r} is encrypted. Unpack the archive with its password and name the files inside."
            )
        if info.compress_type not in _METHODS:
            raise SourceError(
                f"{self.name}: expected parts that are stored or deflated, found {member!r} packed by method "
                f"{info.compress_type}. Unpack the archive and name the files inside."
            )
        most = min(MAX_BYTES, self._left, max(FREE_BYTES, info.compress_size * MAX_RATIO))
        data = bytearray()
        try:
            with self._zip.open(info) as stream:
                while len(data) <= most and (chunk := stream.read(min(_CHUNK, most + 1 - len(data)))):
                    data += chunk
        except _FAULTS as error:
            raise SourceError(
                f"{self.name}: {member!r} is damaged inside the archive ({error}). Fetch the file again."
            ) from error
        if len(data) > most:
            raise SourceError(
                f"{self.name}: expected parts of at most {MAX_BYTES >> 20} MB, {MAX_UNPACKED >> 20} MB in all, and not "
                f"{MAX_RATIO} times larger than packed; found more in {member!r}. No disclosure is packed like this."
            )
        self._left -= len(data)
        return bytes(data)
