"""A backup as one zip file: a manifest, a COPY text a table, the media; every part with its SHA-256."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

FORMAT = 1
"""Raised when an older program could not read what a newer one writes."""
MANIFEST = "manifest.json"
TABLES = "tables/"
MEDIA = "media/"
CHUNK = 256 * 1024
"""Bytes in memory at a time, whatever the size of the whole."""


class BadBackup(Exception):
    """The file cannot be restored; the sentence says why."""


@dataclass(frozen=True)
class Part:
    """One file inside."""

    sha256: str
    size: int
    """Bytes, uncompressed."""


@dataclass(frozen=True)
class Table:
    """One table's rows: the columns in the order of its COPY text."""

    columns: list[str]
    rows: int


@dataclass(frozen=True)
class Sequence:
    """Where a table's numbering stands."""

    table: str
    column: str
    last: int
    is_called: bool


@dataclass
class Manifest:
    """What is inside, written last and read first."""

    schema: str
    """Alembic's revision."""
    created: str
    """ISO 8601, Asia/Bangkok."""
    format: int = FORMAT
    tables: dict[str, Table] = field(default_factory=dict)
    sequences: list[Sequence] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def media(self) -> list[str]:
        """Names of the media files, relative to their folder."""
        return [name.removeprefix(MEDIA) for name in self.parts if name.startswith(MEDIA)]

    @property
    def created_at(self) -> datetime:
        """The moment of the snapshot."""
        return datetime.fromisoformat(self.created)


class Writer:
    """Writes parts one after the other, each streamed and hashed on its way."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        # COPY text shrinks to a fifth; photos are compressed already. Level 1: the time goes into the disk, not zlib.
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def add(self, name: str, chunks: Iterable[bytes | memoryview], *, is_compressed: bool = False) -> None:
        """One part. What `chunks` raises before its first byte leaves the archive as it was."""
        pieces = iter(chunks)
        first = next(pieces, b"")
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for chunk in _with_first(first, pieces):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.manifest.parts[name] = Part(digest.hexdigest(), size)

    def close(self) -> None:
        """Writes the manifest and the zip's directory; without it the file is no backup."""
        self._zip.writestr(MANIFEST, json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1))
        self._zip.close()

    def abandon(self) -> None:
        """Closes the file without making it a backup."""
        if self._zip.fp is not None:
            self._zip.fp.close()
            self._zip.fp = None


def _with_first(first: bytes | memoryview, rest: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    yield first
    yield from rest


class Reader:
    """Reads a backup; the file must be one that can be sought in."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest = _manifest(json.loads(self._zip.read(MANIFEST)))
        except FileNotFoundError:
            raise BadBackup(f"there is no file {path}") from None
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as broken:
            raise BadBackup(f"{path} is no backup of this program, or is cut off ({type(broken).__name__})") from None
        for name in self.manifest.parts:
            if not _is_safe(name):
                raise BadBackup(f"{path} has a part with a name that leads elsewhere")

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part, some at a time."""
        with self._zip.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def verify(self) -> None:
        """Reads everything once. Raises BadBackup at the first part that is not what was written."""
        for name, part in self.manifest.parts.items():
            digest = hashlib.sha256()
            try:
                for chunk in self.chunks(name):
                    digest.update(chunk)
            except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError) as broken:
                raise BadBackup(f"part {name} cannot be read ({type(broken).__name__}): nothing was changed") from None
            if digest.hexdigest() != part.sha256:
                raise BadBackup(f"part {name} is damaged: its checksum differs; nothing was changed")

    def close(self) -> None:
        """Closes the file."""
        self._zip.close()


def _manifest(raw: dict[str, object]) -> Manifest:
    if raw.get("format") != FORMAT:
        raise BadBackup(f"this backup has format {raw.get('format')}, this program reads format {FORMAT}: update it")
    made = Manifest(schema=str(raw["schema"]), created=str(raw["created"]))
    for name, table in _rows(raw["tables"]).items():
        made.tables[name] = Table(_names(table["columns"]), _number(table["rows"]))
    for name, part in _rows(raw["parts"]).items():
        made.parts[name] = Part(str(part["sha256"]), _number(part["size"]))
    sequences = raw["sequences"]
    if not isinstance(sequences, list):
        raise TypeError("not a list")
    made.sequences = [Sequence(**row) for row in sequences]
    return made


def _names(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return [str(name) for name in value]


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("not a number")
    return value


def _rows(value: object) -> dict[str, dict[str, object]]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and name.startswith((TABLES, MEDIA))


def told(manifest: Manifest) -> str:
    """What a backup holds, in one line."""
    rows = sum(table.rows for table in manifest.tables.values())
    made = f"{manifest.created_at.astimezone(ZoneInfo('Asia/Bangkok')):%Y-%m-%d %H:%M}"
    return (
        f"{rows} rows in {len(manifest.tables)} tables, {len(manifest.media)} files, schema {manifest.schema}, {made}"
    )
