import { type FSWatcher, watch } from 'node:fs'

const settleMs = 150

/** Calls `onChange` once a burst of changes below `folders` has settled. Tests are no reason to restart. */
export function watchSources(folders: readonly string[], onChange: (file: string) => void): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, file) => {
      if (file === null || !/\.(ts|json|sql)$/.test(file) || /\.test\.ts$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => onChange(file), settleMs)
    }),
  )
  return {
    close: () => {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
