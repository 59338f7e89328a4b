'use client'

import { type Language, languageChanged, languageCookie, pickLanguage } from './languages.ts'

const yearSeconds = 365 * 24 * 60 * 60

function storedLanguage(): string | undefined {
  return new RegExp(`(?:^|; )${languageCookie}=([a-z-]+)`).exec(document.cookie)?.[1]
}

/** In which language this device shows everything now. */
export function chosenLanguage(): Language {
  return pickLanguage(storedLanguage(), navigator.languages)
}

/** Keeps the setting on this device, for the next first paint too, and changes the page. */
export function setLanguage(setting: Language | 'system'): void {
  const age = setting === 'system' ? 0 : yearSeconds
  // biome-ignore lint/suspicious/noDocumentCookie: the newer interface is not in every browser, and not synchronous
  document.cookie = `${languageCookie}=${setting}; path=/; max-age=${age}; samesite=lax`
  window.dispatchEvent(new Event(languageChanged))
}
