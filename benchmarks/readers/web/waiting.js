// Nothing waits for ever: what an engine does not answer in time is a fault of its own.

export const LIMIT = 20000

export function within(what, promise, limit = LIMIT) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${limit / 1000} s: ${what}`)), limit)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

export const frame = () => new Promise(done => requestAnimationFrame(done))

export function script(source) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement('script'), { src: source, onload: done, onerror: failed })
    document.head.append(element)
  })
}

// The next time that something happens: `const moved = new Next(); … moved.done(x)` ends `await moved.promise`.
export class Next {
  constructor() {
    this.promise = new Promise(done => { this.done = done })
  }
}
