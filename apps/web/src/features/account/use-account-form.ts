'use client'

import type { ChangeEvent, FormEvent } from 'react'
import { useRef, useState } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { accountFailure } from './account-failure.ts'
import { landingPath, startSession } from './start-session.ts'

interface AccountForm<Field extends string> {
  fields: readonly Field[]
  /** What is wrong with a value, said when the field is left and when the form is sent. */
  problem: (field: Field, value: string) => string | undefined
  /** Answers the ticket of a session, if it ends in one. */
  submit: (values: Record<Field, string>) => Promise<{ ticket: string } | undefined>
  /** What `forbidden` means here; without it what it means everywhere. */
  forbidden?: string
}

/** The state of a form of a page without a session, most often one that ends in a session: values, problems per field, one summary, and whether it is under way. */
export function useAccountForm<Field extends string>({ fields, problem, submit, forbidden }: AccountForm<Field>) {
  const text = useText()
  const [values, setValues] = useState(() => record(fields, ''))
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const [summary, setSummary] = useState<string>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  function show(found: Partial<Record<string, string>>) {
    setProblems(found)
    const first = fields.find((field) => found[field] !== undefined)
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus()
  }

  async function send(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setSummary(undefined)
    const found: Partial<Record<string, string>> = {}
    for (const field of fields) {
      const wrong = problem(field, values[field])
      if (wrong !== undefined) found[field] = wrong
    }
    show(found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      const answer = await submit(values)
      if (answer === undefined) return setBusy(false)
      if (!(await startSession(answer.ticket))) throw new Error('the ticket was refused')
      // A document load, not a client transition: everything that was rendered for a stranger is dropped. In
      // this page's place, since Back to a form that sends forward again would be a trap.
      window.location.replace(landingPath(new URLSearchParams(window.location.search).get('next')))
    } catch (error) {
      const failure = accountFailure(text, error, forbidden)
      setSummary(failure.summary)
      show(failure.fields)
      setBusy(false)
    }
  }

  function field(name: Field) {
    return {
      name,
      value: values[name],
      error: problems[name],
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        const { value } = event.currentTarget
        setValues((before) => ({ ...before, [name]: value }))
        // A problem that was shown goes away as soon as it is solved, and not before.
        if (problems[name] !== undefined) setProblems((before) => ({ ...before, [name]: problem(name, value) }))
      },
      onBlur: () => {
        if (values[name] !== '') setProblems((before) => ({ ...before, [name]: problem(name, values[name]) ?? undefined }))
      },
    }
  }

  return { form, field, send, busy, summary }
}

function record<Field extends string>(fields: readonly Field[], value: string): Record<Field, string> {
  return Object.fromEntries(fields.map((field) => [field, value])) as Record<Field, string>
}
