"""An audit for terminals and programs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from unicodedata import east_asian_width

import jsonschema
import pytest
from altered_account import audited

import fzfin as fz
from fzfin.checks.formats import WIDTH, reached, write

SHIPPED = fz.audit(fz.read())
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {"required": ["uri"]},
                "region": {"required": ["startLine"], "properties": {"startLine": {"type": "integer", "minimum": 1}}},
            },
        },
        "logicalLocations": {"type": "array", "items": {"required": ["fullyQualifiedName"]}},
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                                "defaultConfiguration": {"properties": {"level": LEVEL}},
                                                "properties": {"type": "object"},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "artifacts": {"items": {"required": ["location", "hashes"]}},
                    "results": {
                        "items": {
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"items": LOCATION},
                                "relatedLocations": {"items": LOCATION, "uniqueItems": True},
                                "properties": {"type": "object"},
                            },
                        }
                    },
                },
            },
        },
    },
}
"""The part of the schema of SARIF 2.1.0 that an audit uses."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_a_terminal_of_100_columns(lang: str) -> None:
    table = write(SHIPPED, "table", lang)
    for line in table.splitlines():
        assert sum(2 if east_asian_width(char) in "WFA" else 1 for char in line) <= WIDTH, line
        assert line == line.rstrip()
    findings = SHIPPED.findings(lang)
    flat = "".join(table.split())
    for row in findings.iter_rows(named=True):
        assert "".join(row["message"].split()) in flat
        assert "".join(row["follows"].split()) in flat
    assert f" {findings.height} 个原因" in table or table.splitlines()[-2].startswith(f"{findings.height} causes")


def test_characters_that_move_the_cursor_are_not_shown(tmp_path: Path) -> None:
    audit = audited(tmp_path, added="XX部门\u202e\u200b说明XX万元。")
    table = write(audit, "table", "zh", "a\x1b[31mb.txt")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b\u202e]", table)


def test_a_clean_account_has_a_summary_alone(tmp_path: Path) -> None:
    audit = audited(tmp_path)
    audit_text = write(audit, "table", "en", "made.txt")
    assert audit_text.splitlines()[0] == "江州市园林绿化养护管理中心  made.txt"
    assert not reached(audit, "error")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_is_valid_and_leads_to_the_lines(lang: str) -> None:
    log = json.loads(write(SHIPPED, "sarif", lang, "data/报告.txt"))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert [rule["id"] for rule in rules] == SHIPPED.coverage()["code"].to_list()
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [result["ruleId"] for result in results]
    findings = SHIPPED.findings(lang)
    places = [f"L{result['locations'][0]['physicalLocation']['region']['startLine']}" for result in results]
    assert places == findings["left_locator"].to_list()
    levels = {"error": "error", "question": "warning", "note": "note"}
    assert [result["level"] for result in results] == [levels[each] for each in findings["severity"]]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/%E6%8A%A5%E5%91%8A.txt"


def test_a_place_that_is_no_line_is_named() -> None:
    from fzfin.checks.formats import _location

    place = _location("a.pdf", "p7.t2.r5", "1.00")
    assert place["logicalLocations"] == [{"fullyQualifiedName": "p7.t2.r5"}]
    assert "region" not in place["physicalLocation"]
    assert _location("a.pdf", None, None) == {"physicalLocation": {"artifactLocation": {"uri": "a.pdf"}}}


def test_json_holds_findings_coverage_and_checklist() -> None:
    found = json.loads(write(SHIPPED, "json", "en"))
    frame = SHIPPED.frame("en")
    assert len(found["findings"]) == frame.filter(frame["outcome"] == "fail").height
    assert len(found["coverage"]) == SHIPPED.coverage().height
    assert {row["outcome"] for row in found["checklist"]} == {"present"}


def test_csv_is_the_failing_rows_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(write(SHIPPED, "csv", "zh"))))
    assert [row["group"] for row in rows] == sorted(row["group"] for row in rows)
    assert {row["outcome"] for row in rows} == {"fail"}
    audit = audited(tmp_path, added="=1+2；XX万元。")
    quotes = [
        row["left_quote"] for row in csv.DictReader(io.StringIO(write(audit, "csv", "zh"))) if row["code"] == "W01"
    ]
    assert quotes == ["'=1+2；XX万元。"]


def test_what_is_grave_enough(tmp_path: Path) -> None:
    note = audited(tmp_path, added="支出增加。。")
    assert [reached(note, grade) for grade in ("note", "never")] == [True, False]
    assert [row["code"] for row in note.findings(severity="error").to_dicts()] == []
    assert not reached(note, "error")
    assert reached(audited(tmp_path, added="另有XX万元。"), "error")
