"""Sentences on the audit: what was found, what was checked, and what could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from fzfin.reports.saying import Notes, Speaker, Text

if TYPE_CHECKING:
    from fzfin.checks import Audit


class AuditSentences(Speaker):
    """Findings, titles and caveats of the notebook on the audit."""

    def audit_finding(self, a: Audit) -> Text:
        """Say how many errors, questions and notes there are, by cause, and the gravest of them.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").audit_finding(fz.audit(fz.read()))[:9])
            The audit
        """
        findings = a.findings(self.lang)
        counts = {kind: findings.filter(pl.col("severity") == kind).height for kind in ("error", "question", "note")}
        checked = a.coverage(self.lang)
        facts = {
            "errors": self._count("error", counts["error"]),
            "questions": self._count("question", counts["question"]),
            "notes": self._count("note", counts["note"]),
            "cases": f"{int(checked['cases'].sum()):,}",
        }
        first = findings["message"][0] if findings.height else ""
        return self._say("audit.finding" if first else "audit.clean", first=first, **facts)

    def agreement_title(self, a: Audit) -> Text:
        """Say how many pairs of tables agree.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").agreement_title(fz.audit(fz.read())).count("pairs") > 0
            True
        """
        pairs = a.agreement(self.lang)
        clash = pairs.filter(pl.col("fail") > 0).height
        agree = pairs.filter((pl.col("fail") == 0) & (pl.col("pass") + pl.col("rounding") > 0)).height
        return self._say("agreement.title" if clash else "agreement.title_clean", agree=agree, clash=clash)

    def agreement_subtitle(self) -> Text:
        """Say how the matrix is read.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").agreement_subtitle().startswith("Each cell")
            True
        """
        return self._say("agreement.subtitle")

    def audit_coverage_title(self, a: Audit) -> Text:
        """Say how many checks ran on how many figures, and how many had nothing to check.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").audit_coverage_title(fz.audit(fz.read())).split()[0].isdigit()
            True
        """
        frame = a.coverage(self.lang)
        ran = frame.filter(pl.col("cases") > 0)
        undecided = int(frame["unknown"].sum())
        return self._say(
            "audit.coverage",
            ran=ran.height,
            all=frame.height,
            cases=f"{int(ran['cases'].sum()):,}",
            undecided=undecided,
        )

    def audit_coverage_subtitle(self) -> Text:
        """Say which checks are listed.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().audit_coverage_subtitle()) > 0
            True
        """
        return self._say("audit.coverage_subtitle")

    def checklist_title(self, a: Audit) -> Text:
        """Say how much of what must be published is there.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").checklist_title(fz.audit(fz.read())).split()[0].isdigit()
            True
        """
        outcomes = a.checklist(self.lang)["outcome"].cast(pl.String).to_list()
        counts = {name: outcomes.count(name) for name in ("present", "absent", "cannot tell")}
        return self._say(
            "checklist.title", present=counts["present"], absent=counts["absent"], unknown=counts["cannot tell"]
        )

    def audit_caveats(self) -> Notes:
        """Say what a finding is, and what it is not.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().audit_caveats())
            4
        """
        return Notes(self._say(f"caveat.audit_{name}") for name in ("intervals", "severity", "unknown", "human"))
