"""One setting for language and unit: everything follows it, a call that names its own goes before it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import pytest

import fzfin as fz
from fzfin import settings
from fzfin.checks import Audit
from fzfin.errors import ParameterError

CHINESE = ("一", "鿿")


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    with settings.held():
        yield


def chinese(text: str) -> bool:
    return any(CHINESE[0] <= letter <= CHINESE[1] for letter in text)


def callables() -> dict[str, Callable[..., Any]]:
    """Every function and method behind the front door."""
    found: dict[str, Any] = {}
    for name in fz.__all__:
        value = getattr(fz, name)
        if inspect.ismodule(value):
            found |= {f"{name}.{part}": getattr(value, part) for part in value.__all__}
        else:
            found[name] = value
    found["Audit"] = Audit
    classes = {name: value for name, value in found.items() if inspect.isclass(value)}
    for name, value in classes.items():
        found |= {f"{name}.{part}": member for part, member in inspect.getmembers(value, inspect.isfunction)}
    return {name: value for name, value in found.items() if callable(value)}


@pytest.mark.parametrize("parameter", ["lang", "unit"])
def test_whatever_takes_a_language_or_a_unit_takes_by_default_what_is_set(parameter: str) -> None:
    defaults = {}
    for name, function in callables().items():
        try:
            parameters = inspect.signature(function).parameters
        except ValueError:  # some built-in classes have none
            continue
        if parameter in parameters:
            defaults[name] = parameters[parameter].default
    assert len(defaults) > 10
    assert {name: default for name, default in defaults.items() if default not in (None, inspect.Parameter.empty)} == {}


def test_frames_sentences_findings_and_pictures_follow() -> None:
    d = fz.read()
    settings.use(lang="en", unit="元")
    flows = fz.analysis.flows(d)
    say = fz.Sentences()
    assert not any(chinese(label) for label in flows["target_label"])
    assert "yuan" in say.flow_subtitle(flows)
    assert "10k" not in say.flow_subtitle(flows)
    assert not any(chinese(title) for title in d.audit()["title"])
    assert fz.vocabulary("columns")["meaning"].to_list() == fz.vocabulary("columns", lang="en")["meaning"].to_list()
    assert d.ledger().equals(d.ledger("en"))
    audit = fz.audit(d)
    for made, named in [
        (audit.findings(), audit.findings("en")),
        (audit.coverage(), audit.coverage("en")),
        (audit.checklist(), audit.checklist("en")),
        (audit.agreement(), audit.agreement("en")),
        (audit.mark(d.statements), audit.mark(d.statements, "en")),
    ]:
        assert made.equals(named)
    chart = fz.charts.sankey(flows, title="Flows", subtitle="").to_dict()
    named = fz.charts.sankey(flows, title="Flows", subtitle="", unit="元", lang="en").to_dict()
    assert chart == named
    assert fz.charts.sankey(flows, title="Flows", subtitle="", unit="万元", lang="zh").to_dict() != chart
    table = fz.charts.table(flows, title="Flows", columns=["target_label", "amount"]).as_raw_html()
    assert "Amount" in table


def test_formats_of_charts_of_ones_own_follow() -> None:
    _ = fz.charts.table
    chart = alt.Chart(alt.InlineData(values=[{}])).mark_point()
    assert chart.to_dict()["config"]["locale"]["time"]["shortMonths"][0] == "1月"
    settings.use(lang="en")
    assert chart.to_dict()["config"]["locale"]["time"]["shortMonths"][0] == "Jan"


def test_a_call_that_names_its_own_goes_first() -> None:
    d = fz.read()
    settings.use(lang="en")
    assert fz.analysis.variance(d, lang="zh").equals(fz.analysis.variance(d, lang="zh"))
    assert any(chinese(str(label)) for label in fz.analysis.variance(d, lang="zh")["label"])
    assert not any(chinese(str(label)) for label in fz.analysis.variance(d)["label"])


def test_the_environment_sets_it_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FZFIN_LANG", "en")
    monkeypatch.setenv("FZFIN_UNIT", "亿元")
    assert (settings.language(), settings.money_unit()) == ("en", "亿元")
    assert settings.asked() == {"lang": "en", "unit": "亿元"}
    settings.use(lang="zh")
    assert settings.language() == "zh"


def test_what_is_unknown_is_told_and_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match="expected unit to be one of 元, 千元, 万元, 百万元, 亿元, found '角'"):
        settings.use(lang="en", unit="角")
    assert settings.language() == "zh"
    monkeypatch.setenv("FZFIN_LANG", "de")
    with pytest.raises(ParameterError, match="expected lang in FZFIN_LANG to be one of zh, en, found 'de'"):
        fz.analysis.flows(fz.read())
