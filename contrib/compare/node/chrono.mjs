// Dates of lines {"text": …, "ref": …} on standard input, by chrono-node. Of a
// range both ends are given: either counts.
import { createInterface } from 'node:readline'
import * as chrono from 'chrono-node'

const day = (c) => c.date().toISOString().slice(0, 10)
for await (const line of createInterface({ input: process.stdin })) {
  const { text, ref } = JSON.parse(line)
  const found = chrono.parse(text, { instant: new Date(ref + 'Z'), timezone: 'UTC' }, { forwardDate: true })[0]
  const out = found ? { date: day(found.start), end: found.end ? day(found.end) : undefined } : {}
  console.log(JSON.stringify(out))
}
