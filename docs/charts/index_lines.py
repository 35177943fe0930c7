"""指数折线图：各项从同一个 100 出发，看谁升谁降；名称写在线的末端。

Index lines: all start from the same 100, so that one sees what rose and what fell; names stand at the ends.
"""

import polars as pl

import fzfin as fz

d = fz.read()
v = fz.analysis.variance(d).filter(pl.col("prior") > 20, level="item", fund="general_public_budget")
years = v.with_columns(pl.lit(100.0).alias("2021"), (pl.col("actual") / pl.col("prior") * 100).alias("2022"))
years = years.unpivot(["2021", "2022"], index="label", variable_name="period", value_name="index")
grew = pl.when(pl.col("label") == "事业运行").then(pl.lit("finding")).otherwise(pl.lit("context"))
years = years.with_columns(emphasis=grew)
chart = fz.charts.index_lines(
    years, title="上年超过 20 万元的项中，“事业运行”增长最多", subtitle="2021年 = 100；上年数由决算数减增减额推算"
)
