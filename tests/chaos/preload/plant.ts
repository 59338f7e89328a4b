import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hit, PreloadSettings } from './failpoint.ts'
import { type Patch, plantedBugs } from './planted-bugs.ts'

const root = resolve(import.meta.dirname, '../../..')

/** The source with the bug in it. Throws unless the text to replace is there exactly once: a proof must not run on another product. */
export function applyPatch(source: string, patch: Patch): string {
  const parts = source.split(patch.find)
  if (parts.length !== 2)
    throw new Error(`${patch.file} has ${parts.length - 1} times what the planted bug replaces:\n${patch.find}`)
  return parts.join(patch.replace)
}

/**
 * Puts a planted bug into the sources of the product as this process loads them; the files stay as they are. Each patched file is
 * noted, so that a bug that was never loaded is not taken for one that was not caught.
 */
export function plant(settings: PreloadSettings): void {
  if (settings.planted === undefined) return
  const patches = plantedBugs[settings.planted]?.patches
  if (!patches) throw new Error(`There is no planted bug ${settings.planted}`)
  const byFile = Map.groupBy(patches, (patch) => patch.file)
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.startsWith('file:')) return loaded
      const file = relative(root, fileURLToPath(url))
      const wanted = byFile.get(file)
      if (!wanted) return loaded
      let source = String(loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : loaded.source)
      for (const patch of wanted) source = applyPatch(source, patch)
      const hit: Hit = { process: settings.process, patched: file }
      appendFileSync(settings.hits, `${JSON.stringify(hit)}\n`)
      return { ...loaded, source }
    },
  })
}
