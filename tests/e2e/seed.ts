import type { Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'

const sendManyMax = 50

/** Calls the server as the page's own script would. */
export async function call<Answer>(page: Page, path: string, input: unknown): Promise<Answer> {
  return page.evaluate(
    async ([procedure, body]) => {
      const answer = await fetch(`/api/trpc/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const { result, error } = await answer.json()
      if (error !== undefined) throw new Error(JSON.stringify(error))
      return result.data
    },
    [path, JSON.stringify(input)] as const,
  )
}

/** Writes messages in their order, faster than anybody types; answers their ids. */
export async function writeMany(page: Page, conversationId: string, bodies: readonly string[]): Promise<string[]> {
  const messages = bodies.map((body) => ({ id: uuidv7(), body }))
  for (let index = 0; index < messages.length; index += sendManyMax) {
    await call(page, 'chat.sendMany', { conversationId, messages: messages.slice(index, index + sendManyMax) })
  }
  return messages.map(({ id }) => id)
}

/** The conversation that is open. */
export function conversationIdOf(page: Page): string {
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}
