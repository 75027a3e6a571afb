// Single keys, wherever the focus is, the book's own documents included.

const KEYS = {
  j: "nextPage", ArrowRight: "nextPage", k: "previousPage", ArrowLeft: "previousPage", g: "goToPage",
  n: "nextChapter", p: "previousChapter", ">": "toPage", "<": "toChapter", l: "together",
  t: "contents", d: "problems", "?": "help", Escape: "close",
  1: "book", 2: "both", 3: "pages", "+": "larger", "=": "larger", "-": "smaller", 0: "usual", i: "night", w: "wide",
};
const IN_PAGES = { PageDown: "nextPage", " ": "nextPage", PageUp: "previousPage" };
const ALWAYS = new Set(["Escape"]);

export function listen(commands, leaves) {
  const box = document.getElementById("single-keys");
  box.checked = localStorage.getItem("single-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("single-keys", box.checked ? "on" : "off"));

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    if (!ALWAYS.has(key)) {
      if (!box.checked || document.querySelector("dialog[open]")) return;
      if (target.closest?.("input:not([type=checkbox]), select, textarea")) return;
    }
    const isWhole = target === leaves && leaves.scrollHeight <= leaves.clientHeight + 1;
    const command = (isWhole && !event.shiftKey && IN_PAGES[key]) || KEYS[key];
    if (!command) return;
    if (commands[command]() !== false) event.preventDefault();
  };
  addEventListener("keydown", onKey);
  return onKey;
}
