import type { Language } from './languages.ts'

/** The words of the pages that stand in for others, in English. */
export const enPage = {
  language: 'en' as Language,
  missingTitle: 'Page not found',
  missingLead: 'The address may be mistyped, or the page has moved.',
  brokenTitle: 'Something went wrong',
  brokenLead: 'Your messages are safe. Try again, and if it stays like this, reload the page.',
  retry: 'Try again',
  home: 'Back to ChatSphere',
}
