import { cookies, headers } from 'next/headers'
import { accountText } from './account-text.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import type { AccountMessages } from './en-account.ts'
import { type Language, languageCookie, pickLanguage } from './languages.ts'
import type { Messages } from './text.ts'

/** For what is rendered on the server outside of components. In which language the page under way is rendered. */
export async function getLanguage(): Promise<Language> {
  const wanted = (await headers()).get('accept-language')?.split(',') ?? []
  return pickLanguage((await cookies()).get(languageCookie)?.value, wanted)
}

export async function getText(): Promise<Messages> {
  return (await getLanguage()) === 'ar' ? ar : en
}

export async function getAccountText(): Promise<AccountMessages> {
  return accountText(await getLanguage())
}
