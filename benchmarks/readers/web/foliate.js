// foliate-js: one section at a time; notes in a pop-up, and hidden in the text where they are asides.
import '/engines/foliate-js/view.js'
import { FootnoteHandler } from '/engines/foliate-js/footnotes.js'
import { astray } from './sight.js'
import { frame, Next } from './waiting.js'

// As foliate-js's own reader.js has it: who shows notes in a pop-up takes them out of the text.
const STYLE = `@namespace epub "http://www.idpf.org/2007/ops";
  aside[epub|type~="endnote"], aside[epub|type~="footnote"], aside[epub|type~="note"],
  aside[epub|type~="rearnote"] { display: none }`

// The engine waits a tenth of a second after each turned page, for fingers. Nobody's are here.
const PAUSE = 100
const { setTimeout: later } = window
window.setTimeout = (work, delay, ...rest) => later(work, delay === PAUSE ? 0 : delay, ...rest)

const flat = (entries, depth = 0) =>
  (entries ?? []).flatMap(({ label, subitems }) => [{ label: label ?? '', depth }, ...flat(subitems, depth + 1)])

export class Engine {
  async open() {
    const data = await (await fetch('/book.epub')).blob()
    const view = this.view = document.createElement('foliate-view')
    document.getElementById('book').append(view)
    await view.open(new File([data], 'book.epub', { type: 'application/epub+zip' }))
    view.renderer.setAttribute('max-column-count', '1')
    view.renderer.setStyles(STYLE)
    const goTo = view.goTo.bind(view)
    view.goTo = target => (this.moved = goTo(target))
    this.listen()
    // Its observer of sizes first speaks in the next frame, and fails on a section that is half loaded by then.
    await frame()
    await frame()
    await view.goTo(0)
    return { contents: flat(view.book.toc), pages: flat(view.book.pageList) }
  }

  // A link in the text or in a pop-up is a note's call, or else it is followed in the text.
  listen() {
    const box = document.getElementById('note')
    const notes = new FootnoteHandler()
    const handle = (view, event) => {
      this.opening = notes.handle(view.book, event)
      this.opening?.catch(error => this.note?.done({ error }))
    }
    notes.addEventListener('before-render', ({ detail }) => {
      box.replaceChildren(detail.view)
      box.style.display = 'block'
      detail.view.renderer.setAttribute('flow', 'scrolled')
      detail.view.addEventListener('link', event => {
        handle(detail.view, event)
        if (event.defaultPrevented) return
        event.preventDefault()
        this.view.goTo(event.detail.href)
      })
    })
    notes.addEventListener('render', ({ detail }) => {
      this.note?.done({ popup: detail.view.renderer.getContents()[0].doc, hidden: detail.hidden })
    })
    this.view.addEventListener('link', event => handle(this.view, event))
  }

  begin() { return this.view.renderer.firstSection() }

  show(address) { return this.view.goTo(address) }

  async forward() {
    const before = JSON.stringify(this.place())
    await this.view.next()
    return JSON.stringify(this.place()) !== before
  }

  contents() { return this.view.renderer.getContents()[0] }

  place() {
    const { renderer, book } = this.view
    return { path: book.sections[this.contents().index].id, at: renderer.page, off: astray(renderer.start, renderer.size) }
  }

  document() { return this.contents().doc }

  measures() {
    const style = getComputedStyle(this.document().documentElement)
    const { size: pitch, pages } = this.view.renderer // its pages have an empty one at either end
    return { pitch, width: parseFloat(style.columnWidth), height: parseFloat(style.height), pages: pages - 2 }
  }

  async follow(link) {
    this.moved = null
    link.click()
    await Promise.resolve()
    await frame()
    if (!this.moved) throw new Error('the link does nothing')
    await this.moved
  }

  async openNote(link, id) {
    this.note = new Next()
    this.moved = null
    link.click()
    const shown = await Promise.race([this.note.promise, this.wentTo(id)])
    if (shown.error) throw shown.error
    if (!shown.popup) return shown
    // It is laid out after it is told, and again with its fonts: closed sooner, it fails on a page that is gone.
    await shown.popup.fonts.ready
    await frame()
    return { way: 'pop-up', element: shown.popup.body }
  }

  // Where the engine takes a call for any link, the text goes to the note.
  async wentTo(id) {
    await frame()
    await frame()
    if (!this.moved) return new Promise(() => {})
    await this.moved
    return { way: 'page', element: this.document().getElementById(id) }
  }

  closeNote() {
    const box = document.getElementById('note')
    box.querySelector('foliate-view')?.close()
    box.replaceChildren()
    box.style.display = 'none'
  }
}
