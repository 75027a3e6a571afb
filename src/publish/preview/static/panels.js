// Contents, problems and help: opened by a key or a button, closed by the same or Escape.

const $ = (id) => document.getElementById(id);

function make(name, { className = "", text = "", ...rest } = {}, ...children) {
  const element = Object.assign(document.createElement(name), rest);
  if (className) element.className = className;
  if (text) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

// Text in which `code` stands between backticks, as our hints are written.
const marked = (text) => text.split("`").map((part, index) => (index % 2 ? make("code", { text: part }) : part));

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export class Panels {
  constructor({ goTo, showPage }) {
    Object.assign(this, { goTo, showPage });
    this.errors = 0;
    this.contents = ""; this.problems = ""; this.state = null;
  }

  update(state) {
    this.state = state;
    this.#fillContents(state);
    this.#fillProblems(state);
  }

  summary({ problems, failure }) {
    if (failure) return failure.message;
    if (!problems.length) return "Made anew: no problems";
    const of = (level) => problems.filter(({ severity }) => severity === level).length;
    const parts = [[of("error"), "error"], [of("warning"), "warning"], [of("note"), "note"]];
    const said = parts.filter(([n]) => n).map(([n, word]) => count(n, word)).join(", ");
    return `Made anew: ${count(problems.length, "problem")} (${said})`;
  }

  markChapter(path, section) {
    const links = [...$("contents").querySelectorAll("a")];
    const of = links.filter((link) => link.dataset.path.split("#")[0] === path);
    const here = of.find((link) => link.dataset.path === `${path}#${section}`) ?? of[0];
    for (const link of links) {
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  toggleContents() {
    this.#toggle($("contents"), $("contents-button"), () => {
      const link = $("contents").querySelector("[aria-current]") ?? $("contents").querySelector("a");
      (link ?? $("contents")).focus();
    });
  }

  toggleProblems() { this.#toggle($("problems"), $("problems-button"), () => $("problems").focus()); }

  help() { $("help").showModal(); }

  // Close the one that was opened last; say whether there was one.
  close() {
    if ($("help").open) { $("help").close(); return true; }
    for (const [panel, button] of [[$("problems"), $("problems-button")], [$("contents"), $("contents-button")]])
      if (!panel.hidden) { this.#toggle(panel, button, () => {}); return true; }
    return false;
  }

  #toggle(panel, button, focus) {
    const isOpening = panel.hidden;
    const hadFocus = panel.contains(document.activeElement);
    panel.hidden = !isOpening;
    button.setAttribute("aria-expanded", String(isOpening));
    if (isOpening) { panel.back = document.activeElement; focus(); }
    else if (hadFocus) (panel.back?.isConnected && panel.back !== document.body ? panel.back : button).focus();
  }

  #fillContents({ epub, pages }) {
    if (!epub) return;
    const told = JSON.stringify([epub.contents, pages?.digest]);
    if (told === this.contents) return;
    this.contents = told;
    const at = (path) => {
      const number = pages?.anchors[path.split("#")[1]];
      return number ? pages.list[number - 1].name : "";
    };
    const list = (entries) => make("ol", {}, ...entries.map(({ title, path, children }) => {
      const name = at(path);
      const link = make("a", { href: "#book" }, make("span", { text: title }),
        name && make("span", { className: "at", text: name }));
      link.lang = epub.language;
      link.dataset.path = path;
      link.addEventListener("click", (event) => { event.preventDefault(); if (path) this.goTo(path); });
      return make("li", {}, link, children.length && list(children));
    }));
    $("contents").replaceChildren(list(epub.contents));
  }

  #fillProblems({ problems, failure }) {
    const before = this.errors;
    this.errors = problems.filter(({ severity }) => severity === "error").length + (failure ? 1 : 0);
    const worst = this.errors ? "error" : problems.some(({ severity }) => severity === "warning") ? "warning" : "";
    const button = $("problems-button");
    button.dataset.worst = worst;
    const all = problems.length + (failure ? 1 : 0);
    button.textContent = all ? count(all, "problem") : "No problems";
    const told = JSON.stringify([problems, failure]);
    if (told === this.problems) return;
    this.problems = told;
    const body = $("problems-body");
    const { scrollTop } = $("problems");
    body.replaceChildren(...[
      failure && make("p", { className: "failure" }, ...marked(failure.message),
        failure.hint && make("br"), ...marked(failure.hint)),
      problems.length ? make("ol", {}, ...problems.map((one) => this.#problem(one)))
        : !failure && make("p", { className: "hint", text: "Nothing is wrong that a program can see." }),
    ].filter(Boolean));
    $("problems").scrollTop = scrollTop;
    if (this.errors && !before && $("problems").hidden) {
      $("problems").hidden = false;
      button.setAttribute("aria-expanded", "true");
    }
  }

  #problem({ severity, message, code, hint, advice, place, excerpt, page }) {
    const name = page && this.state.pages?.list[page - 1]?.name;
    const copy = place && make("button", { type: "button", className: "place", text: place, title: "Copy the place" });
    if (copy) copy.addEventListener("click", () => {
      navigator.clipboard?.writeText(place).then(() => { $("said").textContent = `Copied ${place}`; });
    });
    const go = page && make("button", { type: "button", text: `Show page ${name || page}` });
    if (go) go.addEventListener("click", () => this.showPage(page));
    return make("li", { className: severity },
      make("span", { className: "level", text: severity[0].toUpperCase() + severity.slice(1) }),
      make("p", { className: "message" }, ...marked(message), make("code", { className: "code", text: code, title: advice })),
      make("div", { className: "more" },
        (copy || go) && make("p", { className: "go" }, copy, go),
        excerpt && make("p", { className: "excerpt", text: excerpt }),
        hint && make("p", { className: "hint" }, ...marked(hint))));
  }
}
