// A screenshot as a PNG with a palette: a few kilobytes instead of hundreds, and the same to the eye.
import { crc32, deflateSync } from 'node:zlib'

/** Width, height and the pixels of a picture, each channel in 33 steps; the browser decodes it. */
async function pixelsOf(page, png) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    let text = ''
    for (let at = 0; at < data.length; at += 4) text += String.fromCharCode((((data[at] + 4) >> 3) * 33 + ((data[at + 1] + 4) >> 3)) * 33 + ((data[at + 2] + 4) >> 3))
    return { width: bitmap.width, height: bitmap.height, text }
  }, png.toString('base64'))
}

function chunk(kind, content) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, sum])
}

const channels = (colour) => [Math.floor(colour / 1089), Math.floor(colour / 33) % 33, colour % 33]
const distance = (one, other) => channels(one).reduce((sum, value, index) => sum + (value - channels(other)[index]) ** 2, 0)

/** The 256 most frequent colours; every other one is drawn as the nearest of them. */
function paletteOf(text) {
  const counts = new Map()
  for (let at = 0; at < text.length; at++) counts.set(text.charCodeAt(at), (counts.get(text.charCodeAt(at)) ?? 0) + 1)
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a))
  const kept = colours.slice(0, 256)
  const place = new Map(kept.map((colour, index) => [colour, index]))
  for (const colour of colours.slice(256)) place.set(colour, kept.reduce((best, each, index) => (distance(each, colour) < distance(kept[best], colour) ? index : best), 0))
  return { kept, place }
}

export async function smaller(page, png) {
  const { width, height, text } = await pixelsOf(page, png)
  const { kept, place } = paletteOf(text)
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) rows[row * (width + 1) + column + 1] = place.get(text.charCodeAt(row * width + column))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from(kept.flatMap((colour) => channels(colour).map((value) => Math.min(255, value * 8))))
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
