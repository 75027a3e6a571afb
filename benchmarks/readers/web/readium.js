// Readium's navigator for the web: the section and its neighbours in frames, pages by scrolling inside them; a
// link in the text goes to its target.
import { HttpFetcher, Link, Locator, LocatorLocations, Manifest, Publication } from '/engines/@readium/shared/dist/index.js'
import { EpubNavigator } from '/engines/@readium/navigator/dist/index.js'
import { astray } from './sight.js'
import { Next } from './waiting.js'

const BASE = `${location.origin}/book/`
const nothing = () => {}
const no = () => false

export class Engine {
  async open() {
    const json = await (await fetch(`${BASE}manifest.json`)).json()
    const manifest = Manifest.deserialize(json)
    manifest.setSelfLink(`${BASE}manifest.json`)
    const publication = new Publication({ manifest, fetcher: new HttpFetcher(undefined, BASE) })
    this.order = json.readingOrder.map(({ href }) => href)
    this.positions = json.readingOrder.map(({ href, type }, place) => new Locator({
      href,
      type,
      locations: new LocatorLocations({
        position: place + 1, progression: 0, totalProgression: place / this.order.length,
      }),
    }))
    const listeners = {
      frameLoaded: nothing, positionChanged: nothing, zoom: nothing, miscPointer: nothing, scroll: nothing,
      customEvent: nothing, textSelected: nothing, contentProtection: nothing, contextMenu: nothing,
      peripheral: nothing, tap: no, click: no, handleLocator: no,
    }
    const element = document.getElementById('book')
    const settings = { preferences: { columnCount: 1 }, defaults: {} }
    this.navigator = new EpubNavigator(element, publication, listeners, this.positions, this.positions[0], settings)
    const go = this.navigator.go.bind(this.navigator)
    this.navigator.go = (locator, animated, told) => {
      go(locator, animated, moved => {
        told(moved)
        this.moved?.done(moved)
      })
    }
    await this.navigator.load()
    return { contents: null, pages: null } // it reads no EPUB, but the manifest made of it
  }

  move(start) {
    this.moved = new Next()
    start()
    return this.moved.promise
  }

  begin() { return this.move(() => this.navigator.go(this.positions[0], false, nothing)) }

  async show(address) {
    const link = new Link({ href: address, type: 'application/xhtml+xml' })
    if (!(await this.move(() => this.navigator.goLink(link, false, nothing)))) throw new Error('not moved')
  }

  async forward() {
    const before = JSON.stringify(this.place())
    await new Promise(done => this.navigator.goForward(false, done))
    return JSON.stringify(this.place()) !== before
  }

  frame() { return this.navigator._cframes[0].iframe }

  place() {
    const { scrollX: at, innerWidth } = this.frame().contentWindow
    return { path: this.navigator.currentLocator.href.split('#')[0], at, off: astray(at, innerWidth) }
  }

  document() { return this.frame().contentDocument }

  measures() {
    const { innerWidth: pitch, innerHeight: height, document } = this.frame().contentWindow
    return { pitch, width: pitch, height, pages: Math.round(document.scrollingElement.scrollWidth / pitch) }
  }

  // It listens to pointers, not to clicks.
  follow(link) {
    const { x, y } = link.getBoundingClientRect()
    const { PointerEvent } = link.ownerDocument.defaultView
    const settings = { bubbles: true, cancelable: true, isPrimary: true, pointerType: 'mouse', clientX: x, clientY: y }
    return this.move(() => {
      for (const kind of ['pointerdown', 'pointerup']) link.dispatchEvent(new PointerEvent(kind, settings))
    })
  }

  async openNote(link, id) {
    await this.follow(link)
    return { way: 'page', element: this.document().getElementById(id) }
  }

  closeNote() {}
}
