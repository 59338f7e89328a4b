import { namelessWords } from './arrows.ts'
import type { Finding } from './finding.ts'
import { sourceFiles } from './workspaces.ts'

const NAMELESS = new RegExp(`(^|[/._-])(${namelessWords.join('|')})($|[/._-])`)

/** No file or folder is called after the fact that nobody found its subject; such a file attracts everything. */
export async function checkNames(root: string): Promise<readonly Finding[]> {
  return sourceFiles(root)
    .filter((file) => NAMELESS.test(file))
    .map((file) => ({ file, rule: 'nameless', message: `"${NAMELESS.exec(file)?.[2]}" names no subject: say what it is about` }))
}
