import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The first of these commands that one of the folders of `searched`, a PATH, or one of `beside` has. */
export function findExecutable(
  commands: readonly string[],
  searched: string | undefined,
  beside: readonly string[],
): string | undefined {
  const folders = [...(searched ?? '').split(path.delimiter).filter(Boolean), ...beside]
  return commands.flatMap((command) => folders.map((folder) => path.join(folder, command))).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
