// Altair's widget listens to its model anew at every drawing and never stops, so that nothing it ever drew can be let
// go: half a megabyte a change. What it would hear (params set from Python) is not used here. Changes that come together
// are drawn once, and one after the other.
const __quiet = {
  render({ model, el }) {
    let due = false, drawing = false;
    const draw = async (heard) => {
      if (drawing) return;
      drawing = true;
      while (due) {
        due = false;
        await heard();
      }
      drawing = false;
    };
    const lean = {
      get: (name) => model.get(name),
      set: (name, value) => model.set(name, value),
      save_changes: () => model.save_changes(),
      on: (event, heard) => {
        if (!["change:spec", "change:embed_options"].includes(event)) return;
        model.on(event, () => {
          due = true;
          queueMicrotask(() => draw(heard));
        });
      },
    };
    return __default.render({ model: lean, el });
  },
};
export { __quiet as default };
