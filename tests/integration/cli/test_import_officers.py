import stat

from helpline.services.accounts import find_account
from helpline.services.officer_import import COLUMNS
from helpline.services.passwords import password_matches

HEADER = ",".join(COLUMNS)
GOOD = f"{HEADER}\nasha,आशा,officer,,,energy,1,Tehri Garhwal,Bhilangna,2026-01-01\n"


def test_officers_are_taken_over_once_and_their_passwords_handed_out(
    command, seeded, tmp_path, capsys
):
    file = tmp_path / "officers.csv"
    file.write_text(GOOD, encoding="utf-8")

    assert command("import-officers", str(file)) == 0
    said = capsys.readouterr().out
    assert command("import-officers", str(file)) == 0
    again = capsys.readouterr().out

    [hand_out] = (tmp_path / "hand-outs").iterdir()
    assert "New accounts: 1, changed: 0, new postings: 1." in said
    assert str(hand_out) in said
    assert again == "New accounts: 0, changed: 0, new postings: 0.\n"
    assert stat.S_IMODE(hand_out.stat().st_mode) == 0o600
    password = hand_out.read_text(encoding="utf-8").splitlines()[1].split(",")[2]
    assert password not in said
    with seeded() as session:
        assert password_matches(find_account(session, "asha"), password)


def test_mistakes_are_told_and_nothing_is_taken(command, seeded, tmp_path, capsys):
    file = tmp_path / "officers.csv"
    file.write_text(f"{GOOD}bina,,officer,,,magic,3,,,2026-01-01\n", encoding="utf-8")

    assert command("import-officers", str(file)) == 1

    assert capsys.readouterr().err.splitlines() == [
        f"{file}, line 3, column name: is empty",
        f"{file}, line 3, column department: is unknown (magic)",
        "Nothing was taken over.",
    ]
    assert not (tmp_path / "hand-outs").exists()
    with seeded() as session:
        assert find_account(session, "asha") is None


def test_a_file_that_is_not_there_is_told(command, tmp_path, capsys):
    assert command("import-officers", str(tmp_path / "none.csv")) == 1
    assert "No such file" in capsys.readouterr().err
