"""The command line keeps its contract: exit codes, one line on stderr, exactly one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop import __version__
from pdkadry_desktop.cli import main

Run = Any


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "район.pdk"
    assert main(["demo", "--base", str(path), "--organizations", "5", "--teachers", "50"]) == 0
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command: (exit code, stdout, stderr)."""

    def call(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(each) for each in argv])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return code, captured.out, captured.err

    return call


def document(run: Run, *argv: object) -> Any:
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_version_and_help(run: Run) -> None:
    assert run("--version")[:2] == (0, f"ПедКадры {__version__}\n")
    assert run("--help")[0] == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["indicators", "--year", "2022"],
        ["indicators", "--profile", "amursk", "--year", "двадцать"],
        ["indicators", "--profile", "amursk", "--year", "2022", "--as-of", "2022-02-31"],
        ["indicators", "--profile", "amursk", "--year", "2022", "--as-of", "2021-12-31"],
        ["term", "май"],
        ["term", "май", "--years", "2025-2023"],
        ["profile", "show"],
        ["screenshots", "out", "--size", "wide"],
    ],
)
def test_wrong_arguments_exit_2_with_one_line(run: Run, base: Path, argv: list[str]) -> None:
    code, out, err = run("--base", base, *argv)
    assert code == 2 and out == ""
    assert err.count("\n") == 1 and err.startswith("Неверные аргументы")


@pytest.mark.parametrize(
    "argv",
    [
        ["indicators", "--profile", "amursk", "--year", "2022"],
        ["export", "out.xlsx"],
        ["undo"],
        ["check"],
        ["backup", "copy.pdk"],
        ["profile", "use", "amursk"],
        ["plan", "--profile", "amursk"],
    ],
)
def test_a_missing_base_exits_1_and_is_not_made(run: Run, tmp_path: Path, argv: list[str]) -> None:
    missing = tmp_path / "нет.pdk"
    code, _, err = run(*argv, "--base", missing)
    assert code == 1 and err.count("\n") == 1
    assert not missing.exists()


def test_a_wrong_file_makes_no_base(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "приказ.xlsx"
    wrong.write_bytes(b"not a table")
    code, _, err = run("import", wrong, "--base", tmp_path / "новая.pdk")
    assert code == 1 and err.count("\n") == 1
    assert not (tmp_path / "новая.pdk").exists()


def test_demo_refuses_a_base_with_data(run: Run, base: Path) -> None:
    before = base.read_bytes()
    code, _, err = run("demo", "--base", base)
    assert code == 1 and "уже есть данные" in err
    assert base.read_bytes() == before


def test_export_import_undo(run: Run, base: Path, tmp_path: Path) -> None:
    book, fresh = tmp_path / "книга.xlsx", tmp_path / "вторая.pdk"
    assert run("export", book, "--base", base)[0] == 0
    dry = document(run, "import", book, "--base", fresh, "--dry-run", "--json")
    assert dry["entry"] is None
    first = document(run, "import", book, "--base", fresh, "--json")
    assert first["kind"] == "workbook" and isinstance(first["entry"], int)
    assert all(sheet["rejected"] == 0 and sheet["added"] == sheet["rows"] for sheet in first["sheets"])
    again = document(run, "import", book, "--base", fresh, "--json")
    assert again["entry"] is None
    assert all(sheet["unchanged"] == sheet["rows"] for sheet in again["sheets"])
    undone = document(run, "undo", first["entry"], "--base", fresh, "--json")
    assert undone["undone"] == first["entry"]
    emptied = document(run, "import", book, "--base", fresh, "--dry-run", "--json")
    assert all(sheet["added"] == sheet["rows"] for sheet in emptied["sheets"])
    assert run("undo", first["entry"], "--base", fresh)[0] == 1


def test_indicators_json_has_the_contracts_keys(run: Run, base: Path) -> None:
    found = document(run, "indicators", "--profile", "verkhnebureinsky", "--year", "2022", "--base", base, "--json")
    assert {"profile", "year", "as_of", "indicators"} == found.keys()
    assert found["as_of"] == "2022-12-31"
    plain = {"id", "kind", "unit", "numerator", "base", "value", "unknown", "status", "target", "met", "breakdown"}
    assert all(each.keys() == plain for each in found["indicators"])
    full = document(
        run, "indicators", "--profile", "verkhnebureinsky", "--year", "2022", "--as-of", "30.06.2022",
        "--by", "organization", "--members", "--base", base, "--json",
    )  # fmt: skip
    assert full["as_of"] == "2022-06-30"
    for each in full["indicators"]:
        assert each.keys() == plain | {"organizations", "members"}
        if each["kind"] == "share":
            assert len(each["members"]["numerator"]) == each["numerator"]
            assert len(each["members"]["base"]) == each["base"]


def test_terms_and_plan_as_json(run: Run, base: Path) -> None:
    one = document(run, "term", "сентябрь 2021", "--years", "2021-2022", "--json")
    assert one["occurrences"] == [{"start": "2021-09-01", "end": "2021-09-30"}]
    many = document(run, "term", "сентябрь 2021", "ежегодно", "--years", "2021-2022", "--json")
    assert [each["text"] for each in many] == ["сентябрь 2021", "ежегодно"]
    plan = document(run, "plan", "--profile", "krasnoufimsk", "--as-of", "2024-06-01", "--base", base, "--json")
    assert len(plan["rows"]) == 48
    statuses = {each["status"] for row in plan["rows"] for each in row["occurrences"]}
    assert statuses <= {"planned", "in_progress", "done", "done_late", "overdue", "moved", "cancelled", "history"}
    assert document(run, "plan", "--profile", "berezniki", "--base", base, "--json")["rows"] == []


def test_profiles_show_and_use(run: Run, base: Path) -> None:
    assert len(document(run, "profile", "list", "--json")) == 5
    shown = document(run, "profile", "show", "amursk", "--json")
    assert len(shown["indicators"]) == 45 and len(shown["plan"]) == 36
    assert run("profile", "use", "amursk", "--base", base)[0] == 0
    assert run("profile", "use", "unknown", "--base", base)[0] == 1


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_reports_are_written(run: Run, base: Path, tmp_path: Path, ending: str) -> None:
    for name in (each["id"] for each in document(run, "report", "list", "--json")):
        out = tmp_path / f"{name}.{ending}"
        argv = ["report", name, "--profile", "verkhnebureinsky", "--year", "2022", "--format", ending, "--output", out]
        assert run(*argv, "--base", base)[0] == 0
        assert out.stat().st_size > 1000


def test_backup_restore_check(run: Run, base: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "копия.pdk", tmp_path / "другая.pdk"
    assert run("backup", copy, "--base", base)[0] == 0
    assert run("restore", copy, "--base", other)[0] == 0
    assert run("check", "--base", other)[0] == 0
    assert run("check", "--self")[0] == 0
    assert run("restore", tmp_path / "нет.pdk", "--base", other)[0] == 1


def test_a_bug_is_logged_and_told_without_a_traceback(run: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pdkadry_desktop.commands import data

    secret = "Ёлкина " + "Анна"

    def broken(_: object) -> int:
        raise RuntimeError(secret)

    monkeypatch.setattr(data, "check", broken)
    code, out, err = run("check", "--base", base)
    assert (code, out) == (1, "") and "Ошибка программы" in err
    from pdkadry_desktop.log import log_path

    written = log_path().read_text("utf-8")
    assert "RuntimeError" in written and secret not in written


def test_a_protected_base_from_the_command_line(run: Run, tmp_path: Path) -> None:
    base, secret, wrong = tmp_path / "б.pdk", tmp_path / "пароль.txt", tmp_path / "другой.txt"
    secret.write_text("тихий берег 27\nвторая строка не важна\n", "utf-8")
    wrong.write_text("тихий берег 28", "utf-8")
    given = ["--base", base, "--password-file", secret]
    assert run("demo", *given, "--organizations", "2", "--teachers", "10")[0] == 0
    code, _, err = run("check", "--base", base)
    assert code == 1 and "защищена паролем" in err
    code, _, err = run("check", "--base", base, "--password-file", wrong)
    assert code == 1 and "не подходит" in err
    code, _, err = run("check", "--base", base, "--password-file", tmp_path / "нет.txt")
    assert code == 1 and "не читается" in err
    assert run("check", *given)[0] == 0
    assert document(run, "indicators", "--profile", "amursk", "--year", "2022", "--json", *given)
    copy = tmp_path / "копия.pdk"
    assert run("backup", copy, *given)[0] == 0
    assert run("restore", copy, "--base", tmp_path / "новая.pdk", "--password-file", secret)[0] == 0
    assert run("undo", *given)[0] == 0
