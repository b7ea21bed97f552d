// Writes a .gz beside every text asset of a folder, so that the server never compresses at run time.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const texts = /\.(html|js|css|svg|json|txt|webmanifest)$/
const floor = 1024

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) compress(path)
    else if (texts.test(name)) {
      const bytes = readFileSync(path)
      const packed = gzipSync(bytes, { level: 9 })
      if (bytes.length >= floor && packed.length < bytes.length) writeFileSync(`${path}.gz`, packed)
    }
  }
}

compress(process.argv[2] ?? 'dist')
