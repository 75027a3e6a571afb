// The EPUB's own documents, each in a frame where no script runs; we look in from outside.
//
// A fresh document is laid out in a hidden frame beside the old one and takes its place when it
// stands where the reader was: nothing flashes, nothing jumps.

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, pre, figure, table, dt, dd, img, .line";
const SIZES = [80, 90, 100, 112.5, 125, 140, 160, 180, 200];
const USUAL = 3;
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const url = (path) => "/book/" + path.split("/").map(encodeURIComponent).join("/");

export class Book {
  constructor(stage, { onMove, onChapter, onKey }) {
    Object.assign(this, { stage, onMove, onChapter, onKey });
    this.frame = null; this.path = ""; this.target = ""; this.aim = {}; this.epub = null; this.printed = null;
    this.size = USUAL; this.isNight = false; this.coming = 0; this.scroll = -1; this.marks = [];
    // Asked, not listened for: WebKit tells no events of a frame without scripts (bug 218086).
    setInterval(() => this.#look(), 150);
    new ResizeObserver(() => this.#measure()).observe(stage);
  }

  get document() { return this.frame?.contentDocument; }
  get window() { return this.frame?.contentWindow; }

  update(epub, printed, kept) {
    const before = this.epub;
    const printedBefore = this.printed;
    this.epub = epub; this.printed = printed;
    if (!before) {
      this.size = kept.size ?? USUAL;
      const known = epub.spine.some(({ path }) => path === kept.path);
      this.show(known ? kept.path : this.#opening(), { place: known ? kept.place : null });
      return;
    }
    // A document that is still on its way is asked for again as it was.
    const now = this.#entry(this.target);
    const then = before.spine.find(({ path }) => path === this.target);
    if (!now) {
      const index = Math.max(0, before.spine.indexOf(then));
      this.show(epub.spine[Math.min(index, epub.spine.length - 1)].path);
    } else if (now.digest !== then?.digest || epub.dress !== before.dress) {
      const stays = this.target === this.path;
      this.show(this.target, { ...(stays ? { place: this.place() } : this.aim), isSame: true });
    } else if (printed?.digest !== printedBefore?.digest) {
      this.#measure();
    }
    this.onChapter();
  }

  // Show a document; `path` may end in "#ID"; `place` is what place() gave.
  async show(path, { place = null, isSame = false, page = 0, id: named = "" } = {}) {
    const [file, id = named] = path.split("#");
    if (!this.#entry(file)) return;
    this.target = file;
    this.aim = { id, place, page };
    if (file === this.path && !isSame && this.frame) {
      this.coming += 1;
      this.stage.querySelectorAll("[data-coming]").forEach((one) => one.remove());
      this.#stand({ id, place, page });
      return;
    }
    const turn = ++this.coming;
    const frame = document.createElement("iframe");
    frame.sandbox = SANDBOX;
    frame.title = this.#entry(file).title || file;
    frame.dataset.coming = "";
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    frame.src = url(file);
    this.stage.querySelectorAll("[data-coming]").forEach((one) => one.remove());
    this.stage.append(frame);
    await loaded;
    if (turn !== this.coming) { frame.remove(); return; }
    this.#dress(frame);
    await Promise.race([frame.contentDocument.fonts.ready, new Promise((done) => setTimeout(done, 1500))]);
    if (turn !== this.coming) { frame.remove(); return; }
    const old = this.frame;
    const hadFocus = old && document.activeElement === old;
    this.frame = frame; this.path = file;
    this.#stand({ id, place, page });
    delete frame.dataset.coming;
    if (hadFocus) frame.focus();
    old?.remove();
    frame.addEventListener("load", () => this.#followed());
    this.onChapter();
  }

  turn(by) {
    const next = this.epub?.spine[this.#index() + by];
    if (next) this.show(next.path);
  }

  canTurn(by) { return Boolean(this.epub?.spine[this.#index() + by]); }

  titleOf(name) { return this.epub?.spine.find(({ path }) => path.endsWith("/" + name))?.title; }

  showPage(number, name) {
    const entry = this.epub?.spine.find(({ path }) => path.endsWith("/" + name));
    if (entry) this.show(entry.path, { page: number });
  }

  // The first block on screen, told so that it is found again in a document that has changed.
  place() {
    const blocks = this.#blocks();
    const index = blocks.findIndex((one) => one.getBoundingClientRect().bottom > 4);
    if (index < 0) return null;
    const { top } = blocks[index].getBoundingClientRect();
    return { index, text: text(blocks[index]), top };
  }

  kept() { return { path: this.path, place: this.place(), size: this.size, night: this.isNight }; }

  // The page of what stands at the top of the screen, 0 where print has none.
  page() {
    if (!this.marks.length) return 0;
    const y = (this.window?.scrollY ?? 0) + 24;
    const at = Math.max(0, this.marks.findLastIndex((mark) => mark.y <= y));
    const [mark, next] = [this.marks[at], this.marks[at + 1]];
    if (!next || next.page <= mark.page) return mark.page;
    const share = (y - mark.y) / Math.max(1, next.y - mark.y);
    return Math.min(next.page, Math.floor(mark.page + Math.max(0, share) * (next.page - mark.page)));
  }

  // The id of the last section that has begun above or at the top of the screen.
  section() {
    const heads = [...(this.document?.querySelectorAll("section[id]") ?? [])];
    return heads.findLast((one) => one.getBoundingClientRect().top < 60)?.id ?? "";
  }

  resize(by) {
    const place = this.place();
    this.size = by ? Math.min(SIZES.length - 1, Math.max(0, this.size + by)) : USUAL;
    this.#again(place);
  }

  setNight(on) {
    this.isNight = on;
    this.stage.toggleAttribute("data-night", on);
    this.#again(this.place());
  }

  setScreen(name) {
    const place = this.place();
    if (name) this.stage.dataset.screen = name; else delete this.stage.dataset.screen;
    this.#again(place);
  }

  #again(place) {
    if (!this.frame) return;
    this.#dress(this.frame);
    this.#stand({ place });
  }

  #opening() {
    const first = this.epub.contents[0]?.path.split("#")[0];
    return this.#entry(first) ? first : this.epub.spine[0].path;
  }

  #entry(path) { return this.epub?.spine.find((one) => one.path === path); }
  #index() { return this.epub?.spine.findIndex(({ path }) => path === this.path) ?? -1; }

  #blocks() {
    const body = this.document?.body;
    return body ? [...body.querySelectorAll(BLOCKS)].filter((one) => one.getClientRects().length) : [];
  }

  // What a reading system does: margins, a size of type, day or night. The bytes stay the book's.
  #dress(frame) {
    const { documentElement: root } = frame.contentDocument;
    root.style.fontSize = `${SIZES[this.size]}%`;
    root.style.colorScheme = this.isNight ? "dark" : "light";
    root.style.background = this.isNight ? "#161514" : "#fff";
    root.style.color = this.isNight ? "#d9d3c7" : "#16140f";
    root.style.boxSizing = "border-box";
    root.style.maxWidth = "44rem";
    root.style.margin = "0 auto";
    root.style.padding = "clamp(1rem, 5vw, 3rem) clamp(1rem, 6vw, 3.5rem) 6rem";
    root.style.scrollbarColor = this.isNight ? "#4a4540 transparent" : "#c9c2b5 transparent";
    for (const link of frame.contentDocument.links)
      if (link.origin !== location.origin) { link.target = "_blank"; link.rel = "noopener noreferrer"; }
    frame.contentDocument.addEventListener("keydown", this.onKey);
  }

  #stand({ id = "", place = null, page = 0 }) {
    this.#measure({ isQuiet: true });
    const view = this.window;
    const target = id && this.document.getElementById(id);
    if (target) target.scrollIntoView();
    else if (place) view.scrollTo(0, view.scrollY + this.#find(place));
    else if (page) view.scrollTo(0, this.#heightOf(page));
    else view.scrollTo(0, 0);
    this.scroll = view.scrollY;
    if (!page) this.onMove(this.page());
  }

  // How far the block of a place is from where it was.
  #find(place) {
    const blocks = this.#blocks();
    const alike = blocks.map((one, index) => [index, one]).filter(([, one]) => text(one) === place.text);
    alike.sort(([a], [b]) => Math.abs(a - place.index) - Math.abs(b - place.index));
    const found = alike[0]?.[1] ?? blocks[Math.min(place.index, blocks.length - 1)];
    return found ? found.getBoundingClientRect().top - place.top : 0;
  }

  // Where the pages of print stand in the document as it is laid out now: its page breaks where it
  // has them, else the headings and calls of notes whose page is known, and even steps between.
  #measure({ isQuiet = false } = {}) {
    this.marks = [];
    const name = this.path.split("/").at(-1);
    const numbers = this.printed?.list.flatMap((one, i) => (one.document === name && !one.blank ? [i + 1] : [])) ?? [];
    if (!this.document?.body || !numbers.length) { if (!isQuiet) this.onMove(0); return; }
    const top = this.window.scrollY;
    const marks = [{ y: 0, page: numbers[0] }];
    const add = (element, page) => {
      if (!page || page < marks.at(-1).page) return;
      marks.push({ y: element.getBoundingClientRect().top + top, page });
    };
    const breaks = this.document.querySelectorAll("[role=doc-pagebreak]");
    const byName = new Map(this.printed.list.map((one, index) => [one.name, index + 1]));
    if (breaks.length) for (const one of breaks) add(one, byName.get(one.getAttribute("aria-label") ?? one.title));
    else for (const one of this.document.querySelectorAll("[id]")) add(one, this.printed.anchors[one.id]);
    const end = this.document.querySelector("[role=doc-endnotes]") ?? null;
    const y = end ? end.getBoundingClientRect().top + top : this.document.documentElement.scrollHeight;
    if (y > marks.at(-1).y) marks.push({ y, page: numbers.at(-1) + (breaks.length ? 0 : 0.999) });
    this.marks = marks;
    if (!isQuiet) this.onMove(this.page());
  }

  #heightOf(page) {
    const at = this.marks.findLastIndex((mark) => mark.page <= page);
    if (at < 0) return 0;
    const first = this.marks.findIndex((mark) => mark.page === page);
    if (first >= 0) return this.marks[first].y - 20;
    const [mark, next] = [this.marks[at], this.marks[at + 1]];
    if (!next) return mark.y - 20;
    return mark.y + (next.y - mark.y) * (page - mark.page) / (next.page - mark.page) - 20;
  }

  #look() {
    const view = this.window;
    if (!view || !this.document?.body || Math.abs(view.scrollY - this.scroll) < 3) return;
    this.scroll = view.scrollY;
    this.onMove(this.page());
  }

  // A link of the book was followed inside its frame.
  #followed() {
    const { pathname } = this.window.location;
    const path = decodeURIComponent(pathname).replace(/^\/book\//, "");
    if (!this.#entry(path)) return;
    this.path = this.target = path;
    this.frame.title = this.#entry(path).title || path;
    this.#dress(this.frame);
    this.#measure();
    this.onChapter();
  }
}

const text = (element) => element.textContent.replace(/\s+/g, " ").trim().slice(0, 120);
