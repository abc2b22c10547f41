"""The folder of a run: every finished war is kept at once, tables are written chunk by chunk.

    manifest.json   what decides the bytes, how many wars are finished, hashes of the tables
    parts/          one file a finished war, until all wars of its chunk are finished
    wars.parquet  series.parquet  holders.parquet  pulses.parquet

A chunk is `WARS_A_CHUNK` wars. Where the ensemble fits into one chunk a table is one file, else a
folder of one file a chunk, which readers of Parquet take as one table. Everything is written
beside its place and then renamed, so that a file is either whole or absent; a chunk that was
damaged since is fought again, and no other. The tables depend on the design alone: not on
interruptions, nor on who fought which war when.
"""

import contextlib
import datetime
import hashlib
import importlib.metadata
import json
import platform
import shutil
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from parallel38.complaint import Complaint
from parallel38.ensemble.record import Record
from parallel38.ensemble.tables import TABLES, Labels, tables
from parallel38.writing import written

MANIFEST = "manifest.json"
PARTS = "parts"
ABLATION = "ablation"  # folder and file that an ablation leaves in a run, or before there is one
WARS_A_CHUNK = 256  # wars in a file; fixed, because it shows in the bytes
WARS_A_GROUP = 8  # wars in a row group of the longer tables; fixed too
ROW_GROUP = 1 << 20
MADE_WITH = ("numpy", "numba", "pyarrow", "scipy")  # libraries that may show in the bytes


class Store:
    """The folder of one run, open for one design: ``with Store(...) as store``."""

    def __init__(
        self, folder: Path, identity: dict[str, Any], command: str, labels: Labels
    ) -> None:
        self.folder = folder
        self.identity = identity
        self.command = command
        self.labels = labels
        self._whole: set[int] | None = None
        self.damaged: list[Path] = []  # chunks found damaged, to be fought again
        self.replicas = int(identity["replicas"])
        self.manifest: dict[str, Any] = {}
        self._lock: BinaryIO | None = None

    def __enter__(self) -> "Store":
        """Make the folder, or take up the run that is in it, and keep others out.

        Raises `Complaint` when the folder belongs to something else, OSError when it cannot
        be written.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise Complaint(f"{self.folder} is a file; choose another folder with --out")
        found = read_manifest(self.folder)
        if found is None and self.folder.is_dir() and _shows_files(self.folder):
            raise Complaint(
                f"{self.folder} holds files but no run; choose another folder with --out"
            )
        if found is not None:
            self._refuse_another(found)
        (self.folder / PARTS).mkdir(parents=True, exist_ok=True)
        self._lock = lock(self.folder)
        self.manifest = found or {
            **self.identity,
            "command": self.command,
            "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "made_with": _made_with(),
            "finished": 0,
            "files": {},
        }
        self._write_manifest()
        return self

    def __exit__(self, *_: object) -> None:
        """Let others in; leave no empty folder behind."""
        with contextlib.suppress(OSError):
            (self.folder / PARTS).rmdir()
        if self._lock:
            self._lock.close()

    @property
    def chunks(self) -> int:
        """Number of chunks of the whole ensemble."""
        return -(-self.replicas // WARS_A_CHUNK)

    def wars_of(self, chunk: int) -> range:
        """Return the wars of a chunk."""
        return range(chunk * WARS_A_CHUNK, min((chunk + 1) * WARS_A_CHUNK, self.replicas))

    def chunk_of(self, war: int) -> int:
        """Return the chunk that a war belongs to."""
        return war // WARS_A_CHUNK

    def file_of(self, table: str, chunk: int) -> Path:
        """Return the file of a chunk of a table."""
        place = self.folder / f"{table}.parquet"
        return place if self.chunks == 1 else place / f"{chunk:05d}.parquet"

    def whole(self) -> set[int]:
        """Return the chunks whose tables are there, as they were written; forget the others."""
        if self._whole is not None:
            return set(self._whole)
        known = self.manifest.get("files", {})
        found = set()
        for chunk in range(self.chunks):
            files = [self.file_of(table, chunk) for table in TABLES]
            digests = [known.get(self._name(file)) for file in files]
            if all(digests):
                wrong = [f for f, digest in zip(files, digests, strict=True)
                         if hash_file(f) != digest]  # fmt: skip
                if not wrong:
                    found.add(chunk)
                    continue
                self.damaged += wrong
            for file in files:
                known.pop(self._name(file), None)
        self._whole = found
        return set(found)

    def finished(self) -> bool:
        """Say whether all tables are there, whole."""
        return len(self.whole()) == self.chunks

    def kept(self) -> set[int]:
        """Return the wars that whole chunks and parts hold; damaged parts are deleted."""
        whole = {war for chunk in self.whole() for war in self.wars_of(chunk)}
        for part in sorted((self.folder / PARTS).glob("*.npz")):
            if part.stem.isdigit() and int(part.stem) < self.replicas:
                if int(part.stem) in whole or self.read(int(part.stem)) is None:
                    part.unlink()  # of a chunk that was written before the program was killed
                else:
                    whole.add(int(part.stem))
        return whole

    def save(self, war: int, record: Record) -> None:
        """Keep one finished war."""
        with written(self._part(war), sync=False) as file:
            np.savez(file, **record._asdict())

    def read(self, war: int) -> Record | None:
        """Return a kept war, or None if its part is missing or damaged."""
        try:
            with np.load(self._part(war), allow_pickle=False) as arrays:
                read = {name: arrays[name] for name in Record._fields}
                return Record(**{n: a if a.ndim else a.item() for n, a in read.items()})
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def close(self, chunk: int) -> None:
        """Write the tables of a chunk from its parts, then the manifest, then drop the parts."""
        wars = self.wars_of(chunk)
        files = {name: self.file_of(name, chunk) for name in TABLES}
        with contextlib.ExitStack() as stack:
            drafts = {}
            for name, file in files.items():
                file.parent.mkdir(exist_ok=True)
                drafts[name] = stack.enter_context(written(file))
            self._write_tables(stack, drafts, wars)
        done: dict[str, str] = self.manifest.setdefault("files", {})
        done |= {self._name(file): hash_file(file) for file in files.values()}
        self.manifest["files"] = dict(sorted(done.items()))
        self._write_manifest()
        self._whole = self.whole() | {chunk}
        for war in wars:
            self._part(war).unlink(missing_ok=True)

    def _write_tables(
        self, stack: contextlib.ExitStack, drafts: dict[str, BinaryIO], wars: range
    ) -> None:
        writers: dict[str, pq.ParquetWriter] = {}
        waiting: list[pa.Table] = []  # rows of `wars`: too many columns for small groups
        for first in range(wars.start, wars.stop, WARS_A_GROUP):
            group = range(first, min(first + WARS_A_GROUP, wars.stop))
            made = tables([(w, self._must_read(w)) for w in group], self.labels)
            waiting.append(made.pop("wars"))
            if group.stop == wars.stop:
                made["wars"] = pa.concat_tables(waiting).combine_chunks()
            for name, table in made.items():
                if name not in writers:
                    writers[name] = stack.enter_context(_parquet(drafts[name], table.schema))
                writers[name].write_table(table, row_group_size=ROW_GROUP)

    def finish(self) -> None:
        """Say in the manifest that every chunk is written; a killed program may not have."""
        if self.manifest["finished"] != self.replicas:
            self.manifest["finished"] = self.replicas
            self._write_manifest()
        shutil.rmtree(self.folder / PARTS, ignore_errors=True)

    def _name(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    def note_progress(self, finished: int) -> None:
        """Write into the manifest how many wars are finished, as far as the disk lets us."""
        self.manifest["finished"] = finished
        with contextlib.suppress(OSError):
            self._write_manifest()

    def _must_read(self, war: int) -> Record:
        record = self.read(war)
        if record is None:
            raise Complaint(
                f"{self._part(war)} was damaged while the run was being written; "
                "the same command fights that war again"
            )
        return record

    def _part(self, war: int) -> Path:
        return self.folder / PARTS / f"{war:06d}.npz"

    def _write_manifest(self) -> None:
        with written(self.folder / MANIFEST) as file:
            file.write((json.dumps(self.manifest, indent=2) + "\n").encode())

    def _refuse_another(self, found: dict[str, Any]) -> None:
        unlike = [key for key, wanted in self.identity.items() if found.get(key) != wanted]
        if {"set", "without", "data_hash"} & set(unlike) and "rates_hash" in unlike:
            unlike.remove("rates_hash")  # it follows from the others
        differences = [_difference(key, found.get(key), self.identity[key]) for key in unlike]
        if differences:
            raise Complaint(
                f"{self.folder} already holds another run ({'; '.join(differences)}); "
                f"keep it and choose another folder, e.g. --out {_free_name(self.folder)}"
            )


def lock(folder: Path) -> BinaryIO | None:
    """Keep other programs out of the folder until the file is closed, or the program ends.

    None where the system has no such locks. Raises `Complaint` when another program has it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    file = (folder / ".lock").open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Complaint(
            f"another parallel38 is at work in {folder}; wait for it, or choose another folder "
            "with --out"
        ) from None
    except OSError:  # a file system without locks
        file.close()
        return None
    return file


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run, None where there is none; Complaint if it is unreadable."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if isinstance(found, dict) and "replicas" in found:
            return found
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        pass
    raise Complaint(
        f"{folder / MANIFEST} is damaged; move the folder away, or choose another with --out"
    )


def hash_file(file: Path) -> str:
    """Return the SHA-256 of a file, '' if it is missing."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _made_with() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in MADE_WITH}
    return {"python": platform.python_version(), **libraries}


def _shows_files(folder: Path) -> bool:
    strange = (entry for entry in folder.iterdir() if not entry.name.startswith("."))
    return any(Path(entry.name).stem != ABLATION for entry in strange)


def _parquet(file: BinaryIO, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(file, schema, compression="zstd", write_page_checksum=True)


def _difference(key: str, found: object, wanted: object) -> str:
    words = {
        "data_hash": "the scenario's data have changed since",
        "rates_hash": "the rates have changed since",
        "code_hash": "the model's code has changed since",
    }
    return words.get(key) or f"{key} {_plain(found)} there, {_plain(wanted)} here"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={number:g}" for name, number in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _free_name(folder: Path) -> Path:
    number = 2
    while folder.with_name(f"{folder.name}-{number}").exists():
        number += 1
    return folder.with_name(f"{folder.name}-{number}")
