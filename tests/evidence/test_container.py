import hashlib
import random
import subprocess
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence.container import Bag, NotABag, UnfitPath, read_bag, write_bag

SAMPLE = Bag({"index.txt": b"hei\n", "memos/MEM-1/presented.pdf": b"%PDF-1.7\n" * 9}, {"Source-Organization": "X"})
paths = st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}\.txt)?", fullmatch=True)


@given(st.dictionaries(paths.map(lambda p: f"f/{p}"), st.binary(max_size=50), max_size=5))
def test_a_bag_is_read_back_whole_and_sound(files):
    bag, faults = read_bag(write_bag(Bag(files, {"Bagging-Date": "2026-11-20"})))
    assert (dict(bag.files), dict(bag.info), faults) == (files, {"Bagging-Date": "2026-11-20"}, ())


def test_the_order_of_the_files_leaves_no_trace():
    turned = Bag(dict(reversed(SAMPLE.files.items())), SAMPLE.info)
    assert write_bag(turned) == write_bag(SAMPLE)


def test_every_flipped_byte_of_a_bag_is_found():
    data = write_bag(SAMPLE)
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << random.Random(at).randrange(8)
        try:
            _, faults = read_bag(bytes(flipped))
        except NotABag:
            continue
        assert faults, at


def test_a_flipped_byte_in_a_file_is_named_with_the_file():
    data = bytearray(write_bag(SAMPLE))
    data[data.index(b"hei\n")] ^= 1
    _, faults = read_bag(bytes(data))
    assert "data/index.txt" in {fault.file for fault in faults}


@pytest.mark.parametrize("more", [b"\n", b"PK", bytes(100)])
def test_bytes_added_behind_or_before_are_found(more):
    data = write_bag(SAMPLE)
    for changed in (data + more, more + data):
        try:
            _, faults = read_bag(changed)
        except NotABag:
            continue
        assert faults


def test_a_missing_and_an_added_file_are_named(tmp_path):
    without = {k: v for k, v in SAMPLE.files.items() if k != "index.txt"} | {"new.txt": b""}
    path = tmp_path / "bag.zip"
    path.write_bytes(write_bag(Bag(without, SAMPLE.info)))
    whole = zipfile.ZipFile(path.with_name("whole.zip"), "w")
    original = tmp_path / "original.zip"
    original.write_bytes(write_bag(SAMPLE))
    with whole, zipfile.ZipFile(path) as changed, zipfile.ZipFile(original) as first:
        for name in changed.namelist():
            source = first if name.endswith(("manifest-sha256.txt", "bag-info.txt")) else changed
            whole.writestr(name, source.read(name))
    _, faults = read_bag((tmp_path / "whole.zip").read_bytes())
    assert {("data/index.txt", "is missing from the bag"), ("data/new.txt", "is not in the manifest")} <= {
        (fault.file, fault.what) for fault in faults
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", bytes(1000)])
def test_what_is_no_zip_is_refused(data):
    with pytest.raises(NotABag):
        read_bag(data)


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a b", "å", "", "a/", "x" * 201])
def test_a_path_that_not_every_system_can_write_is_refused(path):
    with pytest.raises(UnfitPath):
        write_bag(Bag({path: b""}, {}))


def test_stock_sha256sum_accepts_the_unpacked_bag(tmp_path):
    (tmp_path / "bag.zip").write_bytes(write_bag(SAMPLE))
    zipfile.ZipFile(tmp_path / "bag.zip").extractall(tmp_path)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(
            ["sha256sum", "--strict", "-c", manifest], cwd=tmp_path / "evidence", capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_manifest_gives_the_sha_256_of_every_payload_file(tmp_path):
    (tmp_path / "bag.zip").write_bytes(write_bag(SAMPLE))
    manifest = zipfile.ZipFile(tmp_path / "bag.zip").read("evidence/manifest-sha256.txt").decode()
    expected = {f"{hashlib.sha256(content).hexdigest()}  data/{path}" for path, content in SAMPLE.files.items()}
    assert set(manifest.splitlines()) == expected
