import { cookies, headers } from 'next/headers'
import { ar } from '@/features/messages/ar.ts'
import { en } from '@/features/messages/en.ts'
import { type Language, languageCookie, pickLanguage } from '@/features/messages/languages.ts'
import type { Messages } from '@/features/messages/text.ts'

/** In which language the page under way is rendered. */
export async function getLanguage(): Promise<Language> {
  const wanted = (await headers()).get('accept-language')?.split(',') ?? []
  return pickLanguage((await cookies()).get(languageCookie)?.value, wanted)
}

export async function getText(): Promise<Messages> {
  return (await getLanguage()) === 'ar' ? ar : en
}
