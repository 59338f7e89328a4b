import { createServer } from 'node:http'
import pg from 'pg'
import { Server } from 'socket.io'

/**
 * What somebody would write in an afternoon, to compare with: a prepared INSERT for each message, then an emit to the room. No order, no
 * repetition, no unread, no events, no second node. Started as a process of its own with the database's URL as its argument; it prints
 * its port.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
await pool.query(
  'CREATE TABLE IF NOT EXISTS public.baseline (id uuid PRIMARY KEY, conversation_id text, body text, created_at timestamptz DEFAULT now())',
)
const httpServer = createServer()
const io = new Server(httpServer, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })

io.on('connection', (socket) => {
  const { rooms, userId } = socket.handshake.auth as { rooms: string[]; userId: string }
  void socket.join(rooms)
  socket.on(
    'message:send',
    async (input: { conversationId: string; id: string; body: string }, ack: (answer: object) => void) => {
      const { rows } = await pool.query({
        name: 'insert',
        text: 'INSERT INTO public.baseline (id, conversation_id, body) VALUES ($1, $2, $3) RETURNING created_at',
        values: [input.id, input.conversationId, input.body],
      })
      const message = { ...input, authorId: userId, createdAt: rows[0]?.created_at }
      ack({ ok: true, data: { message } })
      io.to(input.conversationId).emit('message:changed', { conversationId: input.conversationId, messages: [message] })
    },
  )
})
httpServer.listen(0, '127.0.0.1', () => {
  const address = httpServer.address()
  console.log(typeof address === 'object' ? address?.port : '')
})
