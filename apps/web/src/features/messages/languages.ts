/** Every language that there is a catalogue for; the first where nothing else fits. */
export const languages = ['en', 'ar'] as const
export type Language = (typeof languages)[number]

/** Holds the language that was chosen on this device; absent for the browser's. The server reads it for the first paint. */
export const languageCookie = 'chatsphere-language'
/** The window event that tells the page that the cookie has changed. */
export const languageChanged = 'chatsphere:language-changed'

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

function isLanguage(text: string | undefined): text is Language {
  return (languages as readonly (string | undefined)[]).includes(text)
}

/** What was chosen, else the first of the browser's languages that there is, else English. */
export function pickLanguage(chosen: string | undefined, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen
  const known = wanted.map((tag) => tag.trim().split(/[-;]/)[0]?.toLowerCase()).find(isLanguage)
  return known ?? languages[0]
}
