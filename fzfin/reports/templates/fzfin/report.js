"use strict";
(() => {
  const OPTIONS = { mode: "vega-lite", actions: false, renderer: "svg", ast: true, tooltip: { theme: "fzfin" } };
  const LEGIBLE = 560;

  const draw = async (figure) => {
    const plot = figure.querySelector(".plot");
    const fallback = figure.querySelector(".fallback");
    try {
      const spec = JSON.parse(figure.querySelector("script").textContent);
      delete spec.$schema;
      await vegaEmbed(plot, spec, OPTIONS);
      // The style sheet shrinks a wide chart to the page, but no further than one can read it.
      const svg = plot.querySelector("svg.marks");
      svg.style.minWidth = Math.min(svg.width.baseVal.value, LEGIBLE) + "px";
      figure.dataset.drawn = "yes";
    } catch (error) {
      plot.textContent = "";
      fallback.textContent = fallback.dataset.message + ": " + error.message + "\n" + fallback.textContent;
      fallback.hidden = false;
      figure.dataset.drawn = "no";
      console.error(error);
    }
  };

  // Vega measures text in the fonts of the page, so draw only when they are there.
  document.fonts.ready
    .then(() => Promise.all([...document.querySelectorAll("figure.chart")].map(draw)))
    .then(() => { document.documentElement.dataset.charts = "done"; });
})();
