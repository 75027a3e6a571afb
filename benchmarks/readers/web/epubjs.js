// epub.js 0.3: one section at a time in a frame, pages by scrolling; a link in the text goes to its target.
import { astray } from './sight.js'
import { frame, script } from './waiting.js'

const flat = (entries, depth = 0) =>
  entries.flatMap(entry => [{ label: entry.label, depth }, ...flat(entry.subitems ?? [], depth + 1)])

export class Engine {
  async open() {
    await script('/engines/jszip/dist/jszip.min.js')
    await script('/engines/epubjs/dist/epub.min.js')
    this.book = window.ePub('/book.epub')
    this.rendition = this.book.renderTo('book', {
      width: innerWidth, height: innerHeight, flow: 'paginated', spread: 'none',
    })
    const display = this.rendition.display.bind(this.rendition)
    this.rendition.display = target => (this.moved = display(target))
    await this.book.ready
    await this.rendition.display()
    this.root = this.book.path.directory.slice(1)
    const label = page => (Number.isNaN(page) ? null : String(page)) // it reads numbers, and no others
    return {
      contents: flat(this.book.navigation.toc),
      pages: (this.book.pageList?.pageList ?? []).map(({ page }) => ({ label: label(page) })),
    }
  }

  inside(address) { return address.startsWith(this.root) ? address.slice(this.root.length) : address }

  begin() { return this.rendition.display(this.book.spine.first().href) }

  show(address) { return this.rendition.display(this.inside(address)) }

  // The engine tells where it is in a frame of its own after the turn: asked sooner, it is still elsewhere.
  async forward() {
    const before = this.key()
    await this.rendition.next()
    await frame()
    return this.key() !== before
  }

  key() { const { path, at } = this.place(); return `${path} ${at}` }

  place() {
    const { manager } = this.rendition
    const { section } = manager.views.last()
    const at = manager.container.scrollLeft
    return { path: this.root + section.href, at, off: astray(at, manager.layout.delta) }
  }

  document() { return this.rendition.getContents()[0].document }

  measures() {
    const { layout, container } = this.rendition.manager
    const { delta: pitch, columnWidth: width, height } = layout
    return { pitch, width, height, pages: Math.round(container.scrollWidth / pitch) }
  }

  async follow(link) {
    this.moved = null
    link.click()
    if (!this.moved) throw new Error('the link does nothing')
    await this.moved
  }

  async openNote(link, id) {
    await this.follow(link)
    return { way: 'page', element: this.document().getElementById(id) }
  }

  closeNote() {}
}
