'use client'

import { Direction } from 'radix-ui'
import { type ReactNode, use, useEffect, useState } from 'react'
import { en } from './en.ts'
import { chosenLanguage } from './language.ts'
import { directionOf, type Language, languageChanged } from './languages.ts'
import type { Messages } from './text.ts'
import { TextContext } from './use-text.ts'

const loading = new Map<Language, Promise<Messages>>()

/** The same promise at each call, so that a page that waits for it goes on where it was. */
function load(language: Language): Promise<Messages> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const catalogue = language === 'ar' ? import('./ar.ts').then(({ ar }) => ar) : Promise.resolve(en)
  catalogue.catch(() => loading.delete(language))
  loading.set(language, catalogue)
  return catalogue
}

/**
 * Gives everything below it the words of one language: the one that the server has rendered with, until the person chooses another.
 * English is part of the first load; any other catalogue is a chunk of its own, which is there before anything is shown in it.
 */
export function TextProvider({ language, children }: { language: Language; children: ReactNode }) {
  const [chosen, setChosen] = useState<{ language: Language; messages: Messages }>()
  const first = language === 'en' ? en : use(load(language))
  const shown = chosen?.language ?? language

  useEffect(() => {
    const follow = () => {
      const wanted = chosenLanguage()
      // Without a connection the catalogue may not be there: the words stay as they are.
      load(wanted).then(
        (messages) => setChosen((before) => (before?.language === wanted ? before : { language: wanted, messages })),
        () => undefined,
      )
    }
    // A page that was kept for times without a network is in the language of when it was kept.
    if (chosenLanguage() !== language) follow()
    window.addEventListener(languageChanged, follow)
    return () => window.removeEventListener(languageChanged, follow)
  }, [language])

  useEffect(() => {
    document.documentElement.lang = shown
    document.documentElement.dir = directionOf(shown)
  }, [shown])

  return (
    <TextContext value={chosen?.messages ?? first}>
      <Direction.Provider dir={directionOf(shown)}>{children}</Direction.Provider>
    </TextContext>
  )
}
