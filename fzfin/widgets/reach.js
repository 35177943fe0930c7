// What the controls of Jupyter leave out for those who use a keyboard or hear a page:
// JupyterLab takes no key while the focus is in the explorer; buttons say which is pressed and to what they belong; what
// is off says why; menus of charts have names; the options of lists have blanks at which a line may end, and which a
// person can type, in place of those that hold words together. A click on the button for it copies the three lines.
function named(root) {
  for (const views of root.querySelectorAll(".fz-views")) {
    views.setAttribute("role", "group");
    views.setAttribute("aria-label", views.querySelector(".widget-label")?.textContent ?? "");
  }
  for (const control of root.querySelectorAll(".fz-control")) {
    const why = control.querySelector(".widget-label")?.title ?? "";
    const field = control.querySelector("select, textarea");
    if (field && field.disabled && why) field.setAttribute("aria-description", why);
    else field?.removeAttribute("aria-description");
  }
  for (const menu of root.querySelectorAll("details[title] > summary"))
    menu.setAttribute("aria-label", menu.parentElement.title);
}
async function copied(root) {
  const field = root.querySelector(".fz-code textarea");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
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
      named(root);
      for (const option of root.querySelectorAll("option"))
        if (option.textContent.includes("\u00a0")) option.textContent = option.textContent.replaceAll("\u00a0", " ");
    };
    root.addEventListener("click", async (event) => {
      if (!event.target.closest(".fz-copy") || !(await copied(root))) return;
      model.set("copied", model.get("copied") + 1);
      model.save_changes();
    });
    tell();
    model.on("change", tell);
    new MutationObserver(tell).observe(root, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["class"],
    });
  };
  settle();
}
export default { render };
