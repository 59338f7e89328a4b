import { createClient } from '@chatsphere/client'

const { CHATSPHERE_URL: url = 'http://localhost:3000', BOT_USERNAME: identifier = '', BOT_PASSWORD: password = '' } = process.env

const client = await createClient({ url, login: { identifier, password } })

client.onMessage(({ conversationId, id, position, body }) => {
  // Two bots in one group would never stop talking.
  if (client.conversation(conversationId)?.kind !== 'direct') return
  client.markRead(conversationId, position)
  client.send(conversationId, `You said: ${body}`, { replyTo: id })
})

client.start()
await client.whenReady()
console.log(`${client.me.displayName} is listening at ${url}`)

process.once('SIGTERM', async () => {
  await client.whenSent()
  client.stop()
})
