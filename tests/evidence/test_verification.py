"""`verify` on real memos, bags and registers, whole and tampered with."""

import random
import subprocess

import pytest
from walked import AT, DAY, LEADER, other_register

from compliance.evidence.container import Bag, NotABag, read_bag, write_bag
from compliance.evidence.gathering import DERIVED, Scope, gather
from compliance.evidence.verification import Outcome, verify_bag, verify_memo, verify_register


@pytest.fixture(scope="session")
def bag(signed):
    with signed.open() as register:
        return gather(register, Scope(register.head().seq, DAY))


@pytest.fixture(scope="session")
def packed(bag):
    return write_bag(bag)


@pytest.fixture(scope="session")
def memo(signed):
    return (signed.folder / "signed.pdf").read_bytes()


def outcomes(found):
    return {check.name: check.outcome.value for check in found.checks}


def test_a_signed_memo_is_unchanged_trusted_and_known(signed, memo):
    with signed.open() as register:
        found = verify_memo(memo, "memo.pdf", register=register, trust=signed.authority)
    assert outcomes(found) == {"unchanged": "yes", "trusted": "yes", "known": "yes"}
    assert found.meets(["unchanged", "trusted", "known"])


def test_what_was_not_asked_is_not_said_to_hold(memo):
    found = verify_memo(memo, "memo.pdf")
    assert outcomes(found) == {"unchanged": "yes", "trusted": "not_checked", "known": "not_checked"}
    assert found.sound and not found.meets(["trusted"]) and not found.meets(["known"])


def test_a_memo_as_presented_is_known_and_unsigned(signed):
    with signed.open() as register:
        found = verify_memo((signed.folder / "presented.pdf").read_bytes(), "p.pdf", register=register)
    assert outcomes(found) == {"unchanged": "yes", "trusted": "not_checked", "known": "yes"}


def test_a_head_known_from_elsewhere_is_that_of_the_memo(signed, memo):
    with signed.open() as register:
        entries = register.entries()
        made_from = register.view().get(signed.memo).head
    assert outcomes(verify_memo(memo, "m", head=made_from))["known"] == "yes"
    for wrong in (entries[0].hash, made_from[:8], ""):
        assert outcomes(verify_memo(memo, "m", head=wrong))["known"] == "no"


def test_a_register_that_never_saw_the_memo_does_not_know_it(memo, tmp_path):
    with other_register(tmp_path) as register:
        found = verify_memo(memo, "memo.pdf", register=register)
    assert outcomes(found)["known"] == "no"


def test_another_authority_is_not_trusted(memo):
    from datetime import timedelta

    from compliance.signoff.keys import make_demo_key

    _, stranger = make_demo_key("En annen", b"x", AT, AT + timedelta(days=1))
    found = verify_memo(memo, "memo.pdf", trust=stranger)
    assert outcomes(found)["trusted"] == "no" and not found.sound


def test_decisions_changed_in_the_register_after_signing_are_found(signed, memo, tmp_path):
    from compliance.model.decision import Memo
    from compliance.signoff.book import held, questions_of, write

    own = signed.copied_to(tmp_path / "own")
    with own.open() as register:
        view = register.view()
        document = held(view, Memo, own.memo)
        question = next(iter(questions_of(view, document).values()))
        other = question.decision.model_copy(update={"reason": "Noe helt annet."})
        write(register, [question.model_copy(update={"decision": other})], actor=LEADER, reason="x", at=AT)
        found = verify_memo(memo, "memo.pdf", register=register)
    assert outcomes(found)["unchanged"] == "no"


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_of_a_signed_memo_are_found_and_named(memo, seed):
    draw = random.Random(seed)
    for at in [draw.randrange(len(memo)) for _ in range(8)]:
        changed = bytearray(memo)
        changed[at] ^= 1 << draw.randrange(8)
        found = verify_memo(bytes(changed), "memo.pdf")
        assert not found.sound, at
        assert any(check.faults for check in found.checks), at


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", b"hei" * 100])
def test_what_is_no_memo_is_not_sound(data):
    assert not verify_memo(data, "memo.pdf").sound


def test_a_bag_is_sound_in_every_part(signed, packed):
    with signed.open() as register:
        found = verify_bag(packed, "bag.zip", register=register, trust=signed.authority)
    assert set(outcomes(found)) == {"unchanged", "ledger", "contents", "signatures", "trusted", "known"}
    assert set(outcomes(found).values()) == {"yes"}


def test_the_same_register_entry_and_day_give_the_same_bag(signed, packed):
    with signed.open() as register:
        assert write_bag(gather(register, Scope(register.head().seq, DAY))) == packed


def test_a_bag_shows_the_register_as_it_was(signed):
    with signed.open() as register:
        early = gather(register, Scope(2, DAY))
    assert b'"state": "presented"' not in early.files["register/memos.json"]
    assert not [path for path in early.files if "signed-" in path and path.startswith("memos/MEM-0002")]
    assert verify_bag(write_bag(early), "early.zip").sound


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_of_a_bag_are_found(packed, seed):
    draw = random.Random(seed)
    for at in [draw.randrange(len(packed)) for _ in range(40)]:
        changed = bytearray(packed)
        changed[at] ^= 1 << draw.randrange(8)
        try:
            _, faults = read_bag(bytes(changed))
        except NotABag:
            continue
        assert faults, at


def test_a_bag_made_again_with_a_changed_file_is_found_against_its_ledger(bag):
    for path in ("register/activities.json", "index.html"):
        forged = Bag({**bag.files, path: bag.files[path].replace(b"e", b"3", 1)}, bag.info)
        found = verify_bag(write_bag(forged), "bag.zip")
        assert outcomes(found)["contents"] == "no", path
        assert any(path in fault for check in found.checks for fault in check.faults)


def test_a_bag_made_again_with_a_changed_ledger_is_found_against_the_chain(bag):
    for table in ("entries", "revisions", "people", "attachments", "book"):
        path = f"ledger/{table}.jsonl"
        lines = bag.files[path]
        at = lines.rindex(b"}") - 2
        forged = Bag({**bag.files, path: lines[:at] + bytes([lines[at] ^ 1]) + lines[at + 1 :]}, bag.info)
        assert not verify_bag(write_bag(forged), "bag.zip").sound, table


def test_a_bag_of_a_forged_register_is_found_against_an_earlier_head(signed, tmp_path):
    with other_register(tmp_path) as register, signed.open() as real:
        data = write_bag(gather(register, Scope(register.head().seq, DAY)))
        head = real.entries()[1].hash
        assert verify_bag(data, "bag.zip").sound
        assert outcomes(verify_bag(data, "bag.zip", head=head))["known"] == "no"
        assert outcomes(verify_bag(data, "bag.zip", register=real))["known"] == "no"


def test_a_bag_by_other_rules_says_that_findings_were_not_redone(bag):
    older = Bag({**bag.files, "findings.json": b"{}"}, {**bag.info, "Rules-Digest": "0" * 64})
    found = verify_bag(write_bag(older), "bag.zip")
    (contents,) = (check for check in found.checks if check.name == "contents")
    assert contents.outcome is Outcome.yes and "not redone" in contents.sentence
    assert "findings.json" in DERIVED


def test_a_register_is_held_against_an_earlier_head(signed):
    with signed.open() as register:
        head = register.entries()[2].hash
        assert verify_register(register, "r.db", head=head).meets(["known"])
        assert not verify_register(register, "r.db", head="f" * 64).sound
        assert not verify_register(register, "r.db", head=head[:6]).sound


@pytest.mark.tool("unzip", "sha256sum")
def test_stock_tools_accept_the_bag(packed, tmp_path):
    (tmp_path / "evidence.zip").write_bytes(packed)
    subprocess.run(["unzip", "-q", "evidence.zip"], cwd=tmp_path, check=True)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "--quiet", "-c", manifest], cwd=tmp_path / "evidence", check=True)


def test_the_index_names_every_file(bag, tmp_path):
    page = bag.files["index.html"].decode()
    assert all(path in page for path in bag.files if path != "index.html")
    assert "Sundfjære" in page and "<script" not in page


def test_people_erased_since_do_not_break_the_bag(signed, tmp_path):
    own = signed.copied_to(tmp_path / "own")
    with own.open() as register:
        register.erase_person("PER-5", actor="PER-1", reason="Sluttet", at=AT)
        data = write_bag(gather(register, Scope(2, DAY)))
    assert verify_bag(data, "bag.zip").sound
