import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createCalls } from '@chatsphere/client'
import type { Acknowledgement, MessageChanged, SendResult } from '@chatsphere/contracts'
import { io, type Socket } from 'socket.io-client'
import { uuidv7 } from 'uuidv7'

/**
 * Direct messages at a fixed rate against what `npm start` starts, in a process apart from it: how long from the moment a message was
 * due until it was acknowledged, and until the other person had it. Open loop: a slow answer does not slow the next send down, and
 * its wait counts. At the end every message is counted on the server.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    pairs: { type: 'string', default: '20' },
  },
})
const [rate, seconds, pairs] = [Number(values.rate), Number(values.seconds), Number(values.pairs)]
const ports = { web: 3950, realtime: 3951, ops: [3952, 3953, 3954] } as const
const url = `http://localhost:${ports.web}`

interface Person {
  id: string
  socket: Socket
  calls: ReturnType<typeof createCalls>
}

/** Starts the whole system on an empty folder, and answers how to stop it and which processes it has. */
async function startSystem(folder: string) {
  const started = performance.now()
  const child = spawn(process.execPath, ['tools/start/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      DATA_DIR: folder,
      DATABASE_URL: '',
      PORT: String(ports.web),
      REALTIME_PORT: String(ports.realtime),
      OPS_PORT_WEB: String(ports.ops[0]),
      OPS_PORT_REALTIME: String(ports.ops[1]),
      OPS_PORT_WORKERS: String(ports.ops[2]),
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) if (line.includes(url)) break
  child.stdout.resume()
  console.log(`started in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return {
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Resident memory and CPU seconds of a process and all below it, by command. */
async function readProcesses(root: number): Promise<Map<string, { residentMb: number; cpuSeconds: number }>> {
  const children = async (pid: number): Promise<number[]> => {
    const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
    const direct = text.split(' ').filter(Boolean).map(Number)
    return [...direct, ...(await Promise.all(direct.map(children))).flat()]
  }
  const usage = new Map<string, { residentMb: number; cpuSeconds: number }>()
  for (const pid of [root, ...(await children(root))]) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    const stat = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
    const name = /apps\/(web|realtime|workers)/.exec(command)?.[1] ?? (command.includes('tools/start') ? 'launcher' : 'postgres')
    const own = usage.get(name) ?? { residentMb: 0, cpuSeconds: 0 }
    // The proportional share: PostgreSQL's processes have their buffers in common.
    own.residentMb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
    own.cpuSeconds += (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / 100
    usage.set(name, own)
  }
  return usage
}

async function connectPerson(name: string): Promise<Person> {
  const anonymous = createCalls(url)
  const signedIn = await anonymous.auth.register.mutate({
    email: `${name}@example.org`,
    username: name,
    displayName: name,
    password: 'a password for the bench',
  })
  if (!('tokens' in signedIn)) throw new Error('A program gets tokens')
  const { accessToken } = signedIn.tokens
  const socket = io(url, { transports: ['websocket'], reconnection: false, auth: { token: accessToken } })
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
  return { id: signedIn.user.id, socket, calls: createCalls(url, async () => ({ authorization: `Bearer ${accessToken}` })) }
}

function percentiles(name: string, times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  return `${name.padEnd(15)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   max ${at(1)} ms   (${sorted.length})`
}

function usageTable(usage: Awaited<ReturnType<typeof readProcesses>>): string {
  return [...usage].map(([name, { residentMb }]) => `${name} ${residentMb.toFixed(0)} MB`).join('   ')
}

async function run(pid: number): Promise<void> {
  const people = await Promise.all(Array.from({ length: pairs * 2 }, (_, index) => connectPerson(`bench${index}`)))
  const conversations = await Promise.all(
    Array.from({ length: pairs }, async (_, index) => {
      const [from, to] = [people[index * 2], people[index * 2 + 1]]
      if (!from || !to) throw new Error('Each pair has two people')
      const { id } = await from.calls.chat.openDirect.mutate({ userId: to.id })
      return { id, from, to }
    }),
  )
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  console.log(`at rest         ${usageTable(await readProcesses(pid))}`)

  const dueAt = new Map<string, number>()
  const [acked, delivered]: [number[], number[]] = [[], []]
  let failed = 0
  for (const { to } of conversations) {
    to.socket.on('message:changed', (event: MessageChanged) => {
      for (const { id } of event.messages ?? []) {
        const due = dueAt.get(id)
        if (due !== undefined) delivered.push(performance.now() - due)
      }
    })
  }
  const before = await readProcesses(pid)
  const total = rate * seconds
  const start = performance.now()
  const answers: Promise<void>[] = []
  for (let sent = 0; sent < total; ) {
    const dueNow = Math.min(total, Math.floor(((performance.now() - start) * rate) / 1000))
    for (; sent < dueNow; sent++) {
      const conversation = conversations[sent % pairs]
      if (!conversation) throw new Error('There is a conversation for each send')
      const id = uuidv7()
      const due = start + (sent * 1000) / rate
      dueAt.set(id, due)
      const send = conversation.from.socket
        .timeout(30_000)
        .emitWithAck('message:send', { conversationId: conversation.id, id, body: `message ${sent}` })
      answers.push(
        send.then((answer: Acknowledgement<SendResult>) => {
          if (answer.ok) acked.push(performance.now() - due)
          else failed += 1
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(answers)
  const deadline = performance.now() + 10_000
  while (delivered.length < acked.length && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  const after = await readProcesses(pid)

  console.log(percentiles('send → ack', acked))
  console.log(percentiles('send → deliver', delivered))
  const cpu = [...after].map(([name, usage]) => [name, usage.cpuSeconds - (before.get(name)?.cpuSeconds ?? 0)] as const)
  console.log(
    `CPU per 1,000   ${cpu.map(([name, used]) => `${name} ${((used * 1000) / acked.length).toFixed(2)} s`).join('   ')}`,
  )
  console.log(`after           ${usageTable(after)}`)
  const summaries = await Promise.all(
    conversations.map(async ({ id, to }) => (await to.calls.chat.conversations.query()).find((summary) => summary.id === id)),
  )
  const stored = summaries.reduce((sum, summary) => sum + (summary?.lastPosition ?? 0), 0)
  console.log(`sent ${total}   acked ${acked.length}   failed ${failed}   delivered ${delivered.length}   stored ${stored}`)
  for (const { socket } of people) socket.disconnect()
  if (stored !== acked.length || delivered.length !== acked.length || failed > 0) process.exitCode = 1
}

const folder = await mkdtemp(path.join(tmpdir(), 'chatsphere-bench-'))
const system = await startSystem(folder)
try {
  console.log(`${rate} messages/s for ${seconds} s among ${pairs} pairs`)
  await run(system.pid)
} finally {
  await system.stop()
  await rm(folder, { recursive: true, force: true })
}
