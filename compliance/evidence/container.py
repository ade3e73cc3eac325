"""A BagIt 1.0 bag (RFC 8493) in a zip that has exactly one spelling.

The same files give the same bytes: entries are sorted, stored without compression, and dated alike. So a bag is
checked by reading it, writing it again and comparing: what we would not have written is not sound, down to the
separators in a manifest and the spare bytes of the zip.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compliance.errors import ComplianceError

ROOT = "evidence"
LONGEST_PATH = 200
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DATED = (1980, 1, 1, 0, 0, 0)
_TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")


class NotABag(ComplianceError):
    exit_code = 1
    sentence = "{name} is not an evidence bag: {reason}."
    hint = "Ask for the file again; an evidence bag is a zip written by `compliance evidence`."


class UnfitPath(ComplianceError):
    sentence = "A file in the bag cannot be called “{path}”."
    hint = "Use letters a-z, digits, dot, hyphen, underscore and slashes."


@dataclass(frozen=True, slots=True)
class Bag:
    """What a bag holds: payload files by their path under `data/`, and the lines of `bag-info.txt`."""

    files: Mapping[str, bytes]
    info: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BagFault:
    """One thing that does not fit, and the file it is found in."""

    file: str
    what: str


def write_bag(bag: Bag) -> bytes:
    """The one zip that holds this bag; raise `UnfitPath` for a path that not every system can write."""
    for path in bag.files:
        _refuse_unfit(path)
    members = {f"data/{path}": content for path, content in bag.files.items()}
    members |= {"bagit.txt": _DECLARATION, "bag-info.txt": _info_lines(bag)}
    members["manifest-sha256.txt"] = _manifest(members, "data/")
    members["tagmanifest-sha256.txt"] = _manifest({name: members[name] for name in _TAGS}, "")
    return _zip(members)


def read_bag(data: bytes, name: str = "the file") -> tuple[Bag, tuple[BagFault, ...]]:
    """The bag as far as it can be read, and everything about it that is not sound.

    Raise `NotABag` where there is no zip with a bag in it at all.
    """
    members = _members(data, name)
    files = {path.removeprefix("data/"): content for path, content in members.items() if path.startswith("data/")}
    bag = Bag(MappingProxyType(files), MappingProxyType(_info_of(members.get("bag-info.txt", b""))))
    return bag, tuple(_faults(data, members, bag))


def _refuse_unfit(path: str) -> None:
    steps = path.split("/")
    fit = all(step.strip(".") and step.isascii() and not set(step) - _FIT for step in steps)
    if not fit or len(path) > LONGEST_PATH:
        raise UnfitPath(path=path)


_FIT = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def _info_lines(bag: Bag) -> bytes:
    octets = sum(map(len, bag.files.values()))
    info = {**bag.info, "Payload-Oxum": f"{octets}.{len(bag.files)}"}
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in sorted(info.items())).encode()


def _info_of(lines: bytes) -> dict[str, str]:
    pairs = (line.partition(": ") for line in lines.decode("utf-8", "replace").splitlines())
    return {key: value for key, _, value in pairs if key != "Payload-Oxum"}


def _manifest(members: Mapping[str, bytes], under: str) -> bytes:
    names = sorted(name for name in members if name.startswith(under))
    return "".join(f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in names).encode()


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(f"{ROOT}/{name}", _DATED)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            archive.writestr(entry, members[name])
    return out.getvalue()


def _members(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise NotABag(name=name, reason=str(error) or type(error).__name__) from None
    _refuse_swollen(entries, len(data), name)
    return {entry.filename.removeprefix(f"{ROOT}/"): _stored(data, entry) for entry in entries}


def _refuse_swollen(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """A bag is stored, never compressed: what unpacks to more than itself was not written by us."""
    if sum(entry.file_size for entry in entries) > size or len({e.filename for e in entries}) < len(entries):
        raise NotABag(name=name, reason="its list of files does not fit its size")
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise NotABag(name=name, reason="it is compressed, and a bag never is")
    if not any(entry.filename == f"{ROOT}/bagit.txt" for entry in entries):
        raise NotABag(name=name, reason="it holds no bagit.txt")


def _stored(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes as they lie there, whatever the zip's own checksum says: the manifest will name the file."""
    header = entry.header_offset
    name_and_extra = (data[header + 26 : header + 28], data[header + 28 : header + 30])
    start = header + 30 + sum(int.from_bytes(length, "little") for length in name_and_extra)
    return data[start : start + entry.file_size]


def _faults(data: bytes, members: Mapping[str, bytes], bag: Bag) -> Iterator[BagFault]:
    listed = dict(_listed(members.get("manifest-sha256.txt", b"")))
    for path, content in sorted(members.items()):
        if path.startswith("data/") and listed.get(path) != hashlib.sha256(content).hexdigest():
            yield BagFault(path, "is not in the manifest" if path not in listed else "differs from the manifest")
    for path in sorted(set(listed) - set(members)):
        yield BagFault(path, "is missing from the bag")
    tags = dict(_listed(members.get("tagmanifest-sha256.txt", b"")))
    for path in _TAGS:
        if path not in members or tags.get(path) != hashlib.sha256(members[path]).hexdigest():
            yield BagFault(path, "differs from the tag manifest")
    yield from _not_as_written(data, members, bag)


def _not_as_written(data: bytes, members: Mapping[str, bytes], bag: Bag) -> Iterator[BagFault]:
    try:
        again = write_bag(bag)
    except UnfitPath as error:
        yield BagFault(error.facts["path"], "has a name no bag of ours carries")
        return
    if again == data:
        return
    ours = _members(again, "")
    for path in sorted(set(ours) | set(members)):
        if ours.get(path) != members.get(path):
            yield BagFault(path, "is not written as a bag of ours writes it")
    if ours == members:
        yield BagFault("the zip itself", "holds bytes that a bag of ours does not hold")


def _listed(manifest: bytes) -> Iterator[tuple[str, str]]:
    for line in manifest.decode("utf-8", "replace").splitlines():
        checksum, _, path = line.partition("  ")
        yield path, checksum
