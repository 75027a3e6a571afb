// What can be seen: whether an element is on the screen, and what in a section cannot be read.

export const words = text => text.replace(/\s+/g, ' ').trim()

// How far a place is from the nearest beginning of a page; lengths on a screen are no whole numbers.
export const astray = (at, pitch) => at - Math.round(at / pitch) * pitch

// Whether the beginning of an element is on the screen: 'shown', 'off', or 'hidden' by a stylesheet. What stands
// in a box that scrolls, as wide tables do, is where the box is.
export function sight(element) {
  const box = beginning(scrollBox(element) ?? element)
  if (!box || !beginning(element)) return 'hidden'
  const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect()
  const x = frame.left + box.left
  const y = frame.top + box.top
  const seen = x > -2 && x < innerWidth && y > -2 && y < innerHeight
  return seen ? 'shown' : 'off'
}

function beginning(element) {
  const boxes = [...element.getClientRects()]
  return boxes.find(each => each.width && each.height) ?? boxes[0]
}

function scrollBox(element) {
  const { body } = element.ownerDocument
  for (let outer = element.parentElement; outer && outer !== body; outer = outer.parentElement) {
    if (scrolls(outer)) return outer
  }
  return null
}

// What a reader of this section would miss. `pitch` is how far a turned page moves the text, `width` the
// width of a column, `height` its height, all in pixels; `pages` is how many there are to turn.
export function* faults(document, { pitch, width, height, pages }) {
  const view = document.defaultView
  for (const image of document.querySelectorAll('img')) {
    if (image.complete && !image.naturalWidth) yield `picture not shown: ${image.getAttribute('src')}`
  }
  for (const face of document.fonts) {
    if (face.status === 'error') yield `font not loaded: ${face.family} ${face.style} ${face.weight}`
  }
  if (document.querySelector('parsererror')) yield 'not well-formed'
  const filled = new Set()
  for (const { boxes, name, tall, seen } of everything(document)) {
    for (const box of boxes) {
      if (!box.width || !box.height) continue
      const left = box.left + view.scrollX
      const page = Math.floor((left + 1) / pitch)
      if (seen) filled.add(page)
      const beyond = Math.max(box.width - width, left + box.width - (page + 1) * pitch)
      if (beyond > 1) yield `${Math.round(beyond)} px wider than the page: ${name}`
      else if (tall && box.height > height + 1) yield `higher than the page: ${name}`
    }
  }
  const blank = pages - filled.size
  if (blank > 0) yield `${blank} of ${pages} pages are blank`
}

const DRAWN = new Set(['hr', 'img', 'math', 'svg']) // no page divides them, nor what scrolls

// Every element and every run of text, with the boxes that they are laid out in; `seen` where they leave
// something on the page, `tall` where they cannot be divided. What stands in a box that scrolls can be reached there, and what stands in a
// drawing is cut by it.
function* everything(document) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode(node) {
      const outer = node.parentElement
      const inside = outer !== document.body && (scrolls(outer) || outer.closest('svg, math'))
      return inside ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
    },
  })
  const range = document.createRange()
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.data.trim()) continue
      range.selectNodeContents(node)
      yield { boxes: range.getClientRects(), name: `“${words(node.data).slice(0, 40)}”`, tall: false, seen: true }
    } else {
      const name = [node.localName, ...node.classList].join('.')
      const seen = DRAWN.has(node.localName) || scrolls(node)
      yield { boxes: node.getClientRects(), name, tall: seen, seen }
    }
  }
}

const known = new WeakMap()

function scrolls(element) {
  if (!known.has(element)) {
    const { overflowX } = element.ownerDocument.defaultView.getComputedStyle(element)
    known.set(element, overflowX === 'auto' || overflowX === 'scroll')
  }
  return known.get(element)
}
