// Opens a book in one engine under headless Chromium and tries all that the job on stdin asks for.
//
// The job: { base, engine, modules, chromium, out, size: [width, height], spine, contents, pages, calls, views }.
// What was seen goes to stdout as JSON, pictures into the folder `out`.
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'

const job = JSON.parse(await text(process.stdin))
const { chromium } = createRequire(path.join(job.modules, 'x.js'))('playwright-core')
const [width, height] = job.size
const CHUNK = 100
const seen = { console: [], requests: [], seconds: {}, errors: [] }

const browser = await chromium.launch({
  executablePath: job.chromium,
  args: [
    '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
})
const page = await browser.newPage({ viewport: { width, height } })
page.on('console', message => {
  if (message.type() === 'error') seen.console.push(message.text().slice(0, 300))
})
page.on('pageerror', error => seen.console.push(String(error).slice(0, 300)))
page.on('request', request => {
  const url = request.url()
  if (!/^(blob|data|about):/.test(url) && !url.startsWith(job.base)) seen.requests.push(url)
})

const call = (work, argument) => page.evaluate(work, argument)

// Pop-ups are drawn after they are laid out, and Readium shakes its last page: pictures can wait.
async function shoot(name) {
  await page.waitForTimeout(500)
  await page.screenshot({ path: path.join(job.out, `${job.engine}-${name}.png`) })
}

// A part that fails is told, and the next is tried all the same.
async function part(name, work) {
  const began = performance.now()
  try {
    await work()
  } catch (error) {
    seen.errors.push(`${name}: ${String(error.message ?? error).split('\n')[0]}`)
  }
  seen.seconds[name] = (performance.now() - began) / 1000
}

async function open() {
  await page.goto(`${job.base}/web/page.html?engine=${job.engine}`)
  await page.waitForFunction(() => window.trials, undefined, { timeout: 60000 })
  return call(() => trials.open())
}

function* chunks(list, key = () => '') {
  for (let start = 0; start < list.length;) {
    let end = start + 1
    while (end < list.length && end - start < CHUNK && key(list[end]) === key(list[start])) end++
    yield list.slice(start, end)
    start = end
  }
}

async function entries(addresses) {
  const failed = []
  for (const some of chunks(addresses)) failed.push(...(await call(list => trials.entries(list), some)))
  return { tried: addresses.length, failed }
}

await part('opening', async () => {
  seen.read = await open()
  await shoot('first')
})
await part('contents', async () => { seen.contents = await entries(job.contents) })
await part('page list', async () => { seen.pages = await entries(job.pages) })
await part('notes', async () => {
  seen.calls = []
  for (const some of chunks(job.calls, ({ address }) => address.split('#')[0])) {
    seen.calls.push(...(await call(list => trials.calls(list), some)))
  }
})
await part('pictures', async () => {
  for (const [name, address] of Object.entries(job.views)) {
    await call(at => trials.show(at), address)
    await shoot(name)
  }
  if (!job.calls.length) return
  await call(one => trials.openNote(one), job.calls[Math.floor(job.calls.length / 2)])
  await shoot('note')
})
await part('turning', async () => {
  await open() // afresh, with nothing remembered
  await call(() => trials.begin())
  seen.jumps = []
  for (let ended = false; !ended;) {
    const turned = await call(([most, spine]) => trials.turn(most, spine), [CHUNK, job.spine])
    seen.jumps.push(...turned.jumps)
    seen.turned = turned.pages
    ended = turned.ended
  }
  await shoot('last')
})
seen.sections = await call(() => trials.seen()).catch(() => [])
await browser.close()
process.stdout.write(JSON.stringify(seen))
