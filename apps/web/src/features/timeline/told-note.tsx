'use client'

import type { Message, SystemNote } from '@chatsphere/contracts'
import { Fragment } from 'react'
import { useNamed } from '@/features/message/people-names.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { noteSentence } from './note-sentence.ts'

/** So many are named; of more their number. */
const namedMax = 3

/** What a system message says, with the names of who did it and whom it was about. `short` stands where no sentence is known. */
export function ToldNote({ message, short }: { message: Message; short: string }) {
  const { told } = usePartText()
  const sentence = noteSentence(told, JSON.parse(message.body) as SystemNote)
  if (sentence === undefined) return short
  const { words, whom, what } = sentence
  return words.split(/(\{\w+\})/).map((part, index) => {
    const key = index
    if (part === '{who}') return <Name key={key} userId={message.authorId} />
    if (part === '{whom}') return <Names key={key} userIds={whom} />
    if (part === '{what}') return <bdi key={key}>{what}</bdi>
    return <Fragment key={key}>{part}</Fragment>
  })
}

function Names({ userIds }: { userIds: readonly string[] }) {
  const { told } = usePartText()
  const named = userIds.length > namedMax + 1 ? userIds.slice(0, namedMax) : userIds
  const rest = userIds.length - named.length
  return (
    <>
      {named.map((userId, index) => (
        <Fragment key={userId}>
          {index === 0 ? '' : index === named.length - 1 && rest === 0 ? told.and : told.comma}
          <Name userId={userId} />
        </Fragment>
      ))}
      {rest > 0 && told.others(rest)}
    </>
  )
}

function Name({ userId }: { userId: string }) {
  const { name } = useNamed(userId, { peer: null })
  return <bdi className="font-medium text-ink-soft">{name}</bdi>
}
