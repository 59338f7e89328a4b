import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getManifest } from '@serwist/build'
import { build } from 'esbuild'

/**
 * The last step of the build: bundles the service worker, a file of the root since it serves pages of the whole site, with the list of all files that Next has just built. Their names change with
 * their contents; the offline page is another one with each build.
 */
const output = join(import.meta.dirname, '.next')
const buildId = (await readFile(join(output, 'BUILD_ID'), 'utf8')).trim()

const { manifestEntries = [], warnings } = await getManifest({
  globDirectory: join(output, 'static'),
  globPatterns: ['chunks/**/*', 'media/**/*'],
  modifyURLPrefix: { '': '/_next/static/' },
  dontCacheBustURLsMatching: /./,
  additionalPrecacheEntries: [{ url: '/offline', revision: buildId }],
})
if (warnings.length > 0) throw new Error(warnings.join('\n'))

await build({
  entryPoints: [join(import.meta.dirname, 'src/service-worker/service-worker.ts')],
  outfile: join(import.meta.dirname, 'public/service-worker.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  define: { 'self.builtFiles': JSON.stringify(manifestEntries), 'process.env.NODE_ENV': '"production"' },
})
console.log(`Service worker: ${manifestEntries.length} files`)
