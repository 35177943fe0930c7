// What the controls of Jupyter leave out for those who use a keyboard or hear a page:
// JupyterLab takes no key while the focus is in the explorer; buttons say which is pressed; parts have names; the
// options of lists have blanks at which a line may end, and which a person can type, in place of those that hold words
// together.
function render({ model, el }) {
  let tries = 0;
  const settle = () => {
    const root = el.closest(".fz-explorer");
    if (!root) {
      if (tries++ < 600) requestAnimationFrame(settle);
      return;
    }
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    root.addEventListener("keydown", (event) => event.stopPropagation());
    root.setAttribute("role", "group");
    const tell = () => {
      root.setAttribute("lang", model.get("lang"));
      root.setAttribute("aria-label", model.get("label"));
      for (const button of root.querySelectorAll(".widget-toggle-button"))
        button.setAttribute("aria-pressed", String(button.classList.contains("mod-active")));
      for (const option of root.querySelectorAll("option"))
        if (option.textContent.includes("\u00a0")) option.textContent = option.textContent.replaceAll("\u00a0", " ");
    };
    tell();
    model.on("change", tell);
    new MutationObserver(tell).observe(root, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["class"],
    });
  };
  settle();
}
export default { render };
