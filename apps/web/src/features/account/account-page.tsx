'use client'

import type { Route } from 'next'
import type { ReactNode } from 'react'
import { BrandMark } from '@/features/design/brand-mark.tsx'
import type { AccountMessages } from '@/features/messages/en-account.ts'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { OtherWay } from './other-way.tsx'

/** The words of each page, and of the way to another one. */
const pages = {
  'sign-in': (account) => ({
    title: account.signInTitle,
    lead: account.signInLead,
    other: { question: account.newHere, label: account.signUp, href: '/sign-up' },
  }),
  'sign-up': (account) => ({
    title: account.signUpTitle,
    lead: account.signUpLead,
    other: { question: account.haveAccount, label: account.signIn, href: '/sign-in' },
  }),
  setup: (account) => ({
    title: account.setupTitle,
    lead: account.setupLead,
    other: { question: account.setupDone, label: account.signIn, href: '/sign-in' },
  }),
  forgot: (account) => ({
    title: account.forgotTitle,
    lead: account.forgotLead,
    other: { question: account.remembered, label: account.signIn, href: '/sign-in' },
  }),
  reset: (account) => ({
    title: account.resetTitle,
    lead: account.resetLead,
    other: { question: account.remembered, label: account.signIn, href: '/sign-in' },
  }),
  verify: (account) => ({
    title: account.verifyTitle,
    lead: account.verifyLead,
    other: { question: account.verifyOther, label: account.toChat, href: '/chat' },
  }),
} satisfies Record<string, (account: AccountMessages) => PageWords>

interface PageWords {
  title: string
  lead: string
  other: { question: string; label: string; href: Route }
}

/** The frame of sign-in, sign-up and set-up: the form on calm ground, the promise beside it where there is room. */
export function AccountPage({ page, children }: { page: keyof typeof pages; children: ReactNode }) {
  const text = useText()
  const { title, lead, other } = pages[page](useAccountText())
  return (
    <div className="grid min-h-dvh bg-panel lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div className="flex flex-col px-6 pt-[max(1.5rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))] md:px-12">
        <header className="flex items-center gap-2.5 text-lg font-[650] tracking-[-.015em]">
          <BrandMark />
          {text.product}
        </header>
        <main className="mx-auto flex w-full max-w-92 flex-1 flex-col py-10 md:justify-center">
          <h1 className="text-2xl font-[650] tracking-[-.022em]">{title}</h1>
          <p className="mt-1.5 mb-8 text-ink-soft">{lead}</p>
          {children}
          <p className="text-center text-sm text-ink-soft">
            {other.question} <OtherWay href={other.href} label={other.label} />
          </p>
        </main>
      </div>
      <Promises />
    </div>
  )
}

function Promises() {
  const { promises } = useAccountText()
  return (
    <aside className="relative hidden overflow-hidden bg-[#06302e] text-[#d9f0ed] lg:flex lg:flex-col lg:justify-end">
      <div
        aria-hidden="true"
        className="absolute -end-44 -top-56 size-[46rem] rounded-full bg-[radial-gradient(circle_at_34%_30%,#8fe3db_0,#1b968e_40%,#064a47_78%)] opacity-95 shadow-[inset_-60px_-80px_160px_rgb(0_0_0/.35)]"
      />
      <div
        aria-hidden="true"
        className="absolute inset-0 bg-[linear-gradient(to_top,#041f1e_8%,rgb(4_31_30/.75)_38%,transparent_66%)]"
      />
      <ul className="relative grid max-w-130 gap-7 p-14 pb-16">
        {promises.map((promise) => (
          <li key={promise.title}>
            <h2 className="text-lg font-semibold tracking-[-.01em] text-white">{promise.title}</h2>
            <p className="mt-0.5 text-[#b9ddd9]">{promise.text}</p>
          </li>
        ))}
      </ul>
    </aside>
  )
}
