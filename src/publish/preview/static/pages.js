// The pages of the PDF: one, or the spread where there is room; drawn when they are looked at.

const LEAST = 380; // pixels of a page that can be read; in a lower pane it is scrolled

export class Pages {
  constructor(stage, { onTurn }) {
    Object.assign(this, { stage, onTurn });
    this.number = 1; this.list = []; this.digest = ""; this.language = ""; this.isWide = false; this.ratio = 2 / 3;
    this.isSpread = false; this.turned = 0;
    new ResizeObserver(() => this.fit()).observe(stage);
  }

  get count() { return this.list.length; }
  facts() { return this.list[this.number - 1]; }
  nameOf(number) { return this.list[number - 1]?.name || String(number); }
  shows(number) { return this.#shown().includes(number); }

  update({ digest, list }, language) {
    if (digest === this.digest) return;
    this.digest = digest; this.list = list; this.language = language;
    this.number = Math.min(Math.max(1, this.number), this.count);
    this.#draw();
  }

  start(number) { this.show(number, { quiet: true }); }

  show(number, { quiet = false } = {}) {
    if (!this.count) { this.number = number; return; }
    const next = Math.min(Math.max(1, number), this.count);
    const isSame = next === this.number && this.stage.querySelector("figure");
    this.number = next;
    if (!isSame) this.#draw();
    if (!quiet) this.onTurn();
  }

  turn(by) {
    if (!this.canTurn(by)) return;
    const shown = this.#shown().filter(Boolean);
    this.show(by > 0 ? shown.at(-1) + 1 : shown[0] - (this.isSpread && shown[0] > 1 ? 2 : 1));
    this.stage.scrollTo(0, by > 0 ? 0 : this.stage.scrollHeight);
  }

  canTurn(by) {
    const shown = this.#shown().filter(Boolean);
    return this.count > 0 && (by > 0 ? shown.at(-1) < this.count : shown[0] > 1);
  }

  // A page by its name, else by its number among all; false where there is none.
  goTo(name) {
    const wanted = name.trim().toLowerCase();
    const index = this.list.findIndex((one) => one.name.toLowerCase() === wanted);
    const number = index >= 0 ? index + 1 : /^\d+$/.test(wanted) ? Number(wanted) : 0;
    if (number < 1 || number > this.count) return false;
    this.show(number);
    return true;
  }

  setWide(on) {
    this.isWide = on;
    this.stage.toggleAttribute("data-wide", on);
    this.#draw();
  }

  fit() {
    const { width, height } = this.#room();
    if (width > 0 && height > 0) this.#draw();
  }

  #room() {
    const style = getComputedStyle(this.stage);
    const side = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const ends = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    return { width: this.stage.clientWidth - side, height: this.stage.clientHeight - ends };
  }

  // Verso left, recto right, as they face in the bound book.
  #shown() {
    if (!this.isSpread) return [this.number];
    const left = this.number - (this.number % 2);
    return [left || null, left + 1 <= this.count ? left + 1 : null];
  }

  #measure() {
    const { width, height } = this.#room();
    const whole = height * this.ratio;
    this.isSpread = !this.isWide && whole * 2 * 0.82 <= width && Math.min(whole, width / 2) >= LEAST;
    if (this.isWide) return Math.floor(Math.min(width, 1100));
    return Math.floor(this.isSpread ? Math.min(width / 2, whole) : Math.min(width, Math.max(LEAST, whole)));
  }

  async #draw() {
    if (!this.count) return;
    const width = this.#measure();
    if (width < 40) return;
    const turn = ++this.turned;
    const dense = Math.ceil(width * Math.min(devicePixelRatio || 1, 3));
    const drawn = await Promise.all(this.#shown().map((number) => this.#leaf(number, width, dense)));
    if (turn !== this.turned) return;
    const picture = drawn.map((one) => one.querySelector("img")).find((one) => one?.naturalWidth);
    if (picture) {
      const ratio = picture.naturalWidth / picture.naturalHeight;
      const isOther = Math.abs(ratio - this.ratio) > 0.004;
      this.ratio = ratio;
      if (isOther && !this.isWide) { this.#draw(); return; }
    }
    this.stage.replaceChildren(...drawn);
    for (const number of [this.#shown().at(-1) + 1, this.#shown().at(-1) + 2])
      if (number <= this.count) new Image().src = this.#url(number, dense);
  }

  #url(number, dense) { return `/pages/${number}.png?width=${dense}&of=${this.digest}`; }

  async #leaf(number, width, dense) {
    const figure = document.createElement("figure");
    figure.classList.toggle("spread", this.isSpread);
    if (!number) { figure.className = "none"; figure.style.width = `${width}px`; return figure; }
    figure.classList.add(number % 2 ? "recto" : "verso");
    figure.dataset.page = number;
    const facts = this.list[number - 1];
    figure.setAttribute("aria-label", `Page ${this.nameOf(number)}${facts.blank ? ", blank" : ""}`);
    const picture = new Image(width);
    picture.alt = "";
    picture.src = this.#url(number, dense);
    const words = document.createElement("div");
    words.className = "unseen";
    words.lang = this.language;
    figure.append(picture, words);
    this.#read(number, words);
    await picture.decode().catch(() => {});
    return figure;
  }

  // The words of a page, for who does not see its picture.
  async #read(number, into) {
    const answer = await fetch(`/pages/${number}.json?of=${this.digest}`);
    if (!answer.ok) return;
    for (const paragraph of await answer.json())
      into.append(Object.assign(document.createElement("p"), { textContent: paragraph }));
  }
}
