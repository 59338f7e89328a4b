import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

/** The folders of the npm workspaces, relative to the root, sorted. A folder without package.json is none. */
export function workspaceFolders(root: string): readonly string[] {
  return globSync(['packages/*', 'apps/*', 'tests', 'tools'], { cwd: root })
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .sort()
}

const NOT_SOURCES = new Set(['node_modules', '.git', '.next', '.data', '.turbo', 'generated', 'test-results'])

/** Every file of the tree that a person wrote, relative to the root. */
export function sourceFiles(root: string): readonly string[] {
  return globSync('**/*', { cwd: root, withFileTypes: true, exclude: (entry) => NOT_SOURCES.has(entry.name) })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}
