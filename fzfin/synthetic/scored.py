"""The self-evaluation forms (绩效自评表) of a made account as they are printed: rows of three frames."""

from __future__ import annotations

from typing import Final

from fzfin.synthetic.chance import words
from fzfin.synthetic.printed import Row, plain, ratio, shown
from fzfin.synthetic.projects import Project
from fzfin.synthetic.truth import Truth
from fzfin.vocab import rows

_GRADES: Final = (90, 80, 60, 0)


def grade_of(score: int) -> str:
    """The grade that fits a total score in hundredths."""
    names = [row["key"] for row in rows("made_labels") if row["frame"] == "grade"]
    return next(name for name, least in zip(names, _GRADES, strict=True) if score >= 100 * least)


def form_rows(truth: Truth) -> dict[str, list[Row]]:
    """The rows of `projects`, `project_funding` and `indicators`; an indicator holds the parts of its texts."""
    projects: list[Row] = []
    funding: list[Row] = []
    indicators: list[Row] = []
    pick = {name: words(name) for name in ("overview", "achievement", "goal", "completion")}
    for number, project in enumerate(truth.projects, 1):
        full = project.total[1] == project.total[2]
        said = {name: found[number % len(found)]["text"] for name, found in pick.items()}
        said["completion"] = pick["completion"][0 if full else 1]["text"]
        budget = plain(shown(project.total[1]))
        said["overview"] = said["overview"].format(name=project.name, budget=budget)
        projects.append(
            {
                "project_no": number,
                "name": project.name,
                "supervising_department": truth.department,
                "implementing_unit": truth.department,
                **{name: value or None for name, value in said.items()},
                "total_score": project.score,
                "grade": grade_of(project.score),
            }
        )
        funding += _funding(number, project)
        for place, indicator in enumerate(project.indicators, 1):
            indicators.append(
                {
                    "project_no": number,
                    "indicator_no": place,
                    "level_1": indicator.level_1,
                    "level_2": indicator.level_2,
                    "level_3": indicator.level_3,
                    "sign": indicator.comparator,
                    "target": indicator.target,
                    "target_unit": indicator.unit,
                    "achieved": indicator.achieved,
                    "achieved_unit": indicator.achieved_unit,
                    "weight": indicator.weight,
                    "score": indicator.score,
                    "deviation_reason": indicator.reason or None,
                }
            )
    return {"projects": projects, "project_funding": funding, "indicators": indicators}


def _funding(number: int, project: Project) -> list[Row]:
    made: list[Row] = []
    for source, amounts in (("total", project.total), *project.funding.items()):
        original, adjusted, actual = amounts
        made.append(
            {
                "project_no": number,
                "source": source,
                "original_budget": shown(original),
                "adjusted_budget": shown(adjusted),
                "actual": shown(actual),
                "weight": 1000 if source == "total" else None,
                "execution_pct": ratio(actual, adjusted) if adjusted else None,
                "score": project.execution_score if source == "total" else None,
            }
        )
    return made
