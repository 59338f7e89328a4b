import type { EmojiIndex } from './emoji-index.ts'

let loading: Promise<EmojiIndex> | undefined

/** All emoji; some 100 kB, and only for who looks for one. Rejects without a connection if they have not been here before. */
export function loadEmoji(): Promise<EmojiIndex> {
  loading ??= Promise.all([
    import('./emoji-index.ts'),
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
  ]).then(([{ emojiIndex }, data, shortcodes]) => emojiIndex(data.default, shortcodes.default))
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
