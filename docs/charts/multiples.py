"""小型多图：每个科目一小幅，同一刻度，可以互相比较；橙色和菱形标出结论所说的那一个。

Small multiples: a small picture for each line, all on one scale; orange and a diamond mark what the finding is about.
"""

import polars as pl

import fzfin as fz

d = fz.read()
v = fz.analysis.variance(d).filter(fund="general_public_budget", level="class")
years = v.select("label", "locator", pl.col("prior").alias("2021"), pl.col("actual").alias("2022"))
years = years.unpivot(["2021", "2022"], index=["label", "locator"], variable_name="period", value_name="amount")
fell = pl.when(pl.col("label") == "科学技术支出").then(pl.lit("finding")).when(pl.col("period") == "2022")
years = years.with_columns(emphasis=fell.then(pl.lit("focus")).otherwise(pl.lit("context")))
chart = fz.charts.multiples(
    years, title="科学技术支出几乎没有了", subtitle="单位：万元；一般公共预算各类支出，同一刻度"
)
