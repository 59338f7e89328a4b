import type { Messages } from '@/features/messages/text.ts'

/**
 * What stands where a page could not be shown. Needs nothing of the app, which may be what is broken, and is part of every page's first
 * load twice over: so it is made of plain elements.
 */
export function BrokenPage({ words, onRetry }: { words: Messages['page']; onRetry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-panel px-6 text-center">
      <div className="max-w-90">
        <h1 className="font-semibold text-lg">{words.brokenTitle}</h1>
        <p className="mt-1 text-balance text-ink-soft">{words.brokenLead}</p>
        <button
          type="button"
          onClick={onRetry}
          className="mt-5 min-h-11 rounded-md bg-accent px-4 font-semibold text-on-accent transition-colors hover:bg-accent-hover"
        >
          {words.retry}
        </button>
      </div>
    </main>
  )
}
