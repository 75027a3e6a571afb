// The page as a whole: hears what changed, and tells the book, the pages and the panels.

import { Book } from "./book.js";
import { listen } from "./keys.js";
import { Pages } from "./pages.js";
import { Panels } from "./panels.js";

const $ = (id) => document.getElementById(id);
const kept = JSON.parse(sessionStorage.getItem("place") ?? "{}");
let formats = ["epub", "pdf"];
const has = (format) => formats.includes(format);
const narrow = matchMedia("(max-width: 900px)");

let state = { version: 0, problems: [] };
let isLost = false;
let together = kept.together ?? true;

const book = new Book($("frames"), { onMove: bookMoved, onChapter: chapterShown, onKey: (e) => key(e) });
const pages = new Pages($("leaves"), { onTurn: pageTurned });
const panels = new Panels({ goTo: (path) => openBook(path), showPage: (number) => openPage(number) });

const commands = {
  nextPage: () => pages.turn(1), previousPage: () => pages.turn(-1),
  goToPage: () => { show(viewWith("pages")); $("page").focus(); $("page").select(); },
  nextChapter: () => book.turn(1), previousChapter: () => book.turn(-1),
  toPage: () => { const number = book.page(); if (number) openPage(number); },
  toChapter: () => { show(viewWith("book")); bringBook(); },
  together: () => setTogether(!together),
  contents: () => panels.toggleContents(), problems: () => panels.toggleProblems(), help: () => panels.help(),
  close: () => panels.close(),
  book: () => show("book"), both: () => show("both"), pages: () => show("pages"),
  larger: () => book.resize(1), smaller: () => book.resize(-1), usual: () => book.resize(0),
  night: () => setNight(!book.isNight), wide: () => setWide(!pages.isWide),
};
const key = listen(commands, $("leaves"));

for (const [id, command] of Object.entries({
  "chapter-back": "previousChapter", "chapter-on": "nextChapter", "smaller": "smaller", "larger": "larger",
  "night": "night", "to-page": "toPage", "to-chapter": "toChapter", "page-back": "previousPage",
  "page-on": "nextPage", "whole": "wide", "together": "together", "contents-button": "contents",
  "problems-button": "problems", "problems-close": "problems", "help-button": "help",
})) $(id).addEventListener("click", commands[command]);
for (const button of document.querySelectorAll(".views button"))
  button.addEventListener("click", () => show(button.dataset.view));
$("chapter").addEventListener("change", () => book.show($("chapter").value));
$("screen").addEventListener("change", () => book.setScreen($("screen").value));
$("page-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!pages.goTo($("page").value)) say(`There is no page ${$("page").value}`);
});
addEventListener("pagehide", keep);

function keep() {
  const place = { ...book.kept(), page: pages.number, view: document.body.dataset.view, together, wide: pages.isWide };
  sessionStorage.setItem("place", JSON.stringify(place));
}

function show(view) {
  if (!has("pdf")) view = "book";
  if (!has("epub")) view = "pages";
  if (narrow.matches && view === "both") view = "book";
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll(".views button"))
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  pages.fit();
}

const viewWith = (pane) => {
  const { view } = document.body.dataset;
  if (view === pane || (view === "both" && !narrow.matches)) return view;
  return narrow.matches ? pane : "both";
};

function openBook(path) { show(viewWith("book")); book.show(path); }
function openPage(number) { show(viewWith("pages")); pages.show(number, { quiet: true }); nameChapter(); }
function bringBook() { const { document: name } = pages.facts() ?? {}; if (name) book.showPage(pages.number, name); }

function bookMoved(page) {
  $("to-page").disabled = !page;
  $("to-page").textContent = page ? `p.\u202f${pages.nameOf(page)}\u202f›` : "Page\u202f›";
  if (page) $("to-page").setAttribute("aria-label", `To page ${pages.nameOf(page)}`);
  if (together && page && !pages.shows(page)) { pages.show(page, { quiet: true }); nameChapter(); }
  panels.markChapter(book.path, book.section());
}

function pageTurned() {
  nameChapter();
  if (together) bringBook();
}

function nameChapter() {
  const facts = pages.facts();
  $("page").value = facts ? facts.name || String(pages.number) : "";
  $("page-count").textContent = facts ? `${pages.number} of ${pages.count}` : "";
  const title = facts && book.titleOf(facts.document);
  $("to-chapter").disabled = !title;
  $("to-chapter").setAttribute("aria-label", title ? `To ${title} in the book` : "To the chapter");
  $("page-back").disabled = !pages.canTurn(-1);
  $("page-on").disabled = !pages.canTurn(1);
}

function chapterShown() {
  $("chapter").value = book.path;
  $("chapter-back").disabled = !book.canTurn(-1);
  $("chapter-on").disabled = !book.canTurn(1);
  panels.markChapter(book.path, book.section());
}

function setTogether(on) {
  together = on;
  $("together").setAttribute("aria-pressed", String(on));
  say(on ? "Book and pages move together" : "Book and pages move apart");
}

function setNight(on) { book.setNight(on); $("night").setAttribute("aria-pressed", String(on)); }
function setWide(on) { pages.setWide(on); $("whole").setAttribute("aria-pressed", String(on)); }

function say(words) { $("said").textContent = words; }

function tellWork({ under }) {
  const words = under && { "reading book.toml": "Reading", "starting": "Starting" }[under.name];
  const count = under?.total > 1 ? ` ${under.done} of ${under.total}` : "";
  const name = under && (words ?? under.name[0].toUpperCase() + under.name.slice(1));
  const [is, text] = isLost ? ["lost", "The preview has ended: start it again"]
    : under ? ["busy", name + count]
    : state.failure ? ["failed", state.failure.message]
    : panels.errors ? ["failed", !state.epub ? "Not made yet" : state.isFresh ? "Made, with errors" : "The last good book"]
    : ["ready", "Up to date"];
  $("work").dataset.state = is;
  $("work-words").textContent = text;
  $("progress").toggleAttribute("data-busy", Boolean(under) && !isLost);
  $("progress").value = under?.total ? under.done / under.total : 0.04;
}

function take(fresh) {
  const first = state.version === 0;
  state = fresh;
  if (state.title) { document.title = `${state.title} – Preview`; $("title").textContent = state.title; }
  panels.update(state);
  if (state.pages) pages.update(state.pages, state.epub?.language ?? "");
  if (state.epub) { fillChapters(); book.update(state.epub, state.pages, first ? kept : {}); }
  if (String(state.formats) !== String(formats)) setFormats();
  if (first) begin();
  empty();
  nameChapter();
}

// An edition that is not made has no pane, no button and no file.
function setFormats() {
  ({ formats } = state);
  const parts = { epub: ["book", "epub-file", "contents-button"], pdf: ["pages", "pdf-file", "to-page"] };
  for (const [format, ids] of Object.entries(parts)) for (const id of ids) $(id).hidden = !has(format);
  document.querySelector(".views").hidden = formats.length < 2;
  for (const id of ["to-chapter", "together"]) $(id).hidden = formats.length < 2;
  show(document.body.dataset.view);
}

function begin() {
  show(kept.view ?? "both");
  setWide(kept.wide ?? false);
  $("together").setAttribute("aria-pressed", String(together));
  setNight(kept.night ?? matchMedia("(prefers-color-scheme: dark)").matches);
  if (kept.page) pages.start(kept.page);
}

function fillChapters() {
  const options = state.epub.spine.map(({ path, title }) => new Option(title || path, path));
  const same = [...$("chapter").options].map((one) => one.value + one.text).join("\n");
  if (same !== options.map((one) => one.value + one.text).join("\n")) $("chapter").replaceChildren(...options);
}

function empty() {
  const words = panels.errors ? "The book cannot be made yet. The problems below say why." : "The book is being made.";
  for (const [part, is] of [[$("frames"), state.epub], [$("leaves"), state.pages]]) {
    const note = part.querySelector(".empty");
    if (is || state.failure) note?.remove();
    if (is) continue;
    const said = note ?? part.appendChild(Object.assign(document.createElement("p"), { className: "empty" }));
    said.textContent = state.failure ? state.failure.message
      : state.epub && !panels.errors ? "The pages are being set." : words;
    if (!said.isConnected) part.append(said);
  }
}

let wanted = 0;
async function refresh() {
  const fresh = await (await fetch("/state.json")).json();
  if (fresh.version > state.version || isLost) take(fresh);
  tellWork(fresh);
  if (!fresh.under) say(panels.summary(state));
}

const events = new EventSource("/events");
events.onopen = () => { if (isLost) { isLost = false; state.version = 0; } };
events.onerror = () => { isLost = true; tellWork({}); };
events.onmessage = async ({ data }) => {
  const told = JSON.parse(data);
  tellWork(told);
  if (told.version <= wanted && told.version <= state.version) return;
  wanted = told.version;
  await refresh();
};
