// What is tried in every engine. An engine is a class with
//   open()          opens the book at its beginning; resolves with what it read of the book itself
//   begin()         goes to the first page
//   show(address)   goes to PATH#ID, as from the contents
//   forward()       turns a page; resolves false where it does not turn
//   place()         where the reader is: { path, at, off }; `at` is another one on each page, `off` how many
//                   pixels the page is out of place
//   document()      the document on the screen
//   measures()      { pitch, width, height } of a page in pixels, and how many `pages` the section has
//   follow(link)    clicks a link on the screen; resolves when the engine has done what it does
//   openNote(link, id)  clicks a call; resolves with { element, way }, `way` 'pop-up' or 'page'
//   closeNote()     closes the pop-up
import { faults, sight, words } from './sight.js'
import { frame, within } from './waiting.js'

const fragment = address => address.split('#')[1]
const path = address => address.split('#')[0]

export class Trials {
  constructor(engine) {
    this.engine = engine
    this.sections = new Map()
    this.pages = new Set()
  }

  async open() {
    const read = await within('open', this.engine.open(), 60000)
    await this.settled()
    return read
  }

  // Fonts that come late move the text.
  async settled() {
    await within('fonts', this.engine.document().fonts.ready)
    await frame()
  }

  async show(address) {
    await within(address, this.engine.show(address))
    await this.settled()
  }

  close() { this.engine.closeNote() }

  // Open entries of the contents or of the page list; tell what did not come to the screen.
  async entries(addresses) {
    const failed = []
    for (const address of addresses) {
      try {
        await this.show(address)
        const document = this.engine.document()
        const target = fragment(address) ? document.getElementById(fragment(address)) : document.body
        const seen = this.engine.place().path !== path(address) || !target ? 'lost' : sight(target)
        if (seen !== 'shown') failed.push({ address, seen })
      } catch (error) {
        failed.push({ address, seen: String(error) })
      }
    }
    return failed
  }

  // Try calls of one document: what each opens, and where the way back from there leads.
  async calls(calls) {
    const tried = []
    for (const call of calls) {
      const began = performance.now()
      try {
        tried.push({ ...call, ...(await this.call(call)), ms: performance.now() - began })
      } catch (error) {
        tried.push({ ...call, seen: String(error), back: 'not tried', text: '', way: 'none', ms: performance.now() - began })
      }
      this.engine.closeNote()
    }
    return tried
  }

  async call({ address, note }) {
    const find = () => this.engine.document().getElementById(fragment(address))
    if (this.engine.place().path !== path(address) || !find()) await this.show(address)
    const opened = await within(address, this.engine.openNote(find(), fragment(note)))
    const { element, way } = opened
    if (!element) return { way, seen: 'lost', text: '', back: 'not tried' }
    const result = { way, seen: sight(element), text: words(element.textContent) }
    const links = [...element.querySelectorAll('a[href]')]
    const back = links.find(link => link.getAttribute('href').endsWith(`#${fragment(address)}`))
    if (!back) return { ...result, back: 'none' }
    await within(`back to ${address}`, this.engine.follow(back))
    return { ...result, back: find() ? sight(find()) : 'lost' }
  }

  // Leave a note open, to be photographed.
  async openNote({ address, note }) {
    await this.show(address)
    const call = this.engine.document().getElementById(fragment(address))
    await within(address, this.engine.openNote(call, fragment(note)))
    await frame()
  }

  async begin() {
    await within('begin', this.engine.begin())
    await this.settled()
  }

  // Turn pages, at most so many; look at each section when it comes up. `ended` at the last page.
  async turn(most, spine) {
    const jumps = []
    for (let turned = 0; turned < most; turned++) {
      const { path: here, at, off } = this.engine.place()
      const key = `${here} ${at}`
      if (this.pages.has(key)) throw new Error(`the same page again: ${key}`)
      this.pages.add(key)
      if (!this.sections.has(here)) {
        await this.settled()
        this.sections.set(here, [...faults(this.engine.document(), this.engine.measures())])
      }
      if (Math.abs(off) > 1) this.sections.get(here).push(`page at ${at} is ${Math.round(off)} px out of place`)
      if (await within(`next after ${key}`, this.engine.forward())) continue
      const next = spine[spine.indexOf(here) + 1]
      if (!next) return { ended: true, jumps, pages: this.pages.size }
      jumps.push(here)
      await this.show(next)
    }
    return { ended: false, jumps, pages: this.pages.size }
  }

  seen() {
    return [...this.sections].map(([section, found]) => ({ section, faults: [...new Set(found)] }))
  }
}
