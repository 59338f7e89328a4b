import { setTimeout as wait } from 'node:timers/promises'
import { check } from './checker/check.ts'
import type { DeviceEvidence, Evidence, PresenceEvidence, PresenceFacts, PresentDevice, Violation } from './checker/evidence.ts'
import { presenceDifferences } from './checker/presence-truth.ts'
import type { StoreView } from './clients/store-view.ts'
import type { Cluster } from './cluster/cluster.ts'
import { countUndone, dumpDatabase, dumpPresence } from './cluster/database-dump.ts'
import { type FaultKind, faultKinds } from './faults/fault.ts'
import { FaultTurns } from './faults/fault-turns.ts'
import { inject } from './faults/inject.ts'
import { type Leveled, untilLevel } from './leveling.ts'
import { monotonicMs } from './monotonic.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'
import { loseLastPresence, loseTheTail } from './tail-loss.ts'

/** A little longer than the promise of 90 s. */
const ghostWaitMs = 92_000
const leaveWaitMs = 15_000
/** Longer than the lease of a relay or consumer that died with its claim. */
const drainWaitMs = 90_000

export interface RunResult {
  readonly evidence: Evidence
  readonly violations: readonly Violation[]
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
  /** Faults that could not be made: their failpoint was never passed. */
  readonly missed: readonly FaultKind[]
}

export interface RunOptions {
  progress(line: string): void
  /** How long to wait for the clients; longer than the promise tells late from never. */
  readonly levelWaitMs: number
  /** The same for what they show of one another's presence. */
  readonly presenceWaitMs: number
}

/** Carries a plan out on a stage, lets everything heal, and judges what is left. The stage is struck in any case. */
export async function carryOut(stage: Stage, plan: Plan, options: RunOptions): Promise<RunResult> {
  const { progress } = options
  const revoked: string[] = []
  let result: Omit<Evidence, 'history' | 'exits'> | undefined
  const faults: Partial<Record<FaultKind, number>> = {}
  const missed: FaultKind[] = []
  let stalls = 0
  try {
    const ghost = watchGhost(stage)
    const made = await disturb(stage, plan, { revoked, progress })
    for (const { kind, done } of made) {
      if (done) faults[kind] = (faults[kind] ?? 0) + 1
      else missed.push(kind)
      if (kind === 'stalled reader') stalls += 1
    }
    progress('all heals')
    stage.cluster.heal()
    for (const host of stage.hosts) host.setClock(0)
    await stage.cluster.untilReady()
    const healedAt = monotonicMs()
    const { scene, hosts, coldFetch } = stage
    const untilAll = (what: string, from: number) =>
      untilLevel({ what, from, waitMs: options.levelWaitMs, scene, hosts, coldFetch, except: new Set(revoked) })
    const leveled = [await untilAll('the last fault was healed', monotonicMs())]
    progress(levelLine(leveled[0]))
    if (leveled[0]?.silence.levelMs !== null) {
      leveled.push(await untilAll('the last live events were lost', await loseTheTail(stage.cluster, scene, hosts)))
      progress(levelLine(leveled[1]))
    }
    await drain(stage)
    const ghosts = await ghost()
    const untilPresent = (what: string, from: number) => untilAsItIs(stage, { what, from, waitMs: options.presenceWaitMs })
    const presence = [await untilPresent('the last fault was healed', healedAt)]
    progress(presenceLine(presence[0]))
    if (presence[0]?.levelMs !== null) {
      presence.push(await untilPresent('the last word of presence was lost', await loseLastPresence(stage.cluster, scene, hosts)))
      progress(presenceLine(presence[1]))
    }
    const leavers = [await leave(stage)]
    result = await gather(stage, leveled, { revoked, ghosts, leavers, presence, slow: { stalls, cuts: stage.cluster.slowCuts } })
  } finally {
    await stage.strike()
  }
  const evidence: Evidence = { ...result, history: await stage.history(), exits: stage.cluster.exits }
  return { evidence, violations: check(evidence), faults, missed }
}

function levelLine(leveled: Leveled | undefined): string {
  if (!leveled) return ''
  const { what, levelMs, behind } = leveled.silence
  return levelMs === null
    ? `not level after ${what}: ${behind.join('; ')}`
    : `level ${(levelMs / 1000).toFixed(1)} s after ${what}`
}

function presenceLine(presence: PresenceEvidence | undefined): string {
  if (!presence) return ''
  const { what, levelMs } = presence
  return levelMs === null
    ? `presence not as it is after ${what}`
    : `presence as it is ${(levelMs / 1000).toFixed(1)} s after ${what}`
}

async function disturb(
  stage: Stage,
  plan: Plan,
  run: { revoked: string[]; progress: RunOptions['progress'] },
): Promise<{ kind: FaultKind; done: boolean }[]> {
  const { scene, world, cluster, hosts } = stage
  const spares = [...scene.spares]
  const turns = new FaultTurns()
  const began = monotonicMs()
  const operations = plan.operations.map(({ atMs, device, operation }) => setTimeout(() => stage.act(device, operation), atMs))
  const targets = {
    cluster,
    hosts,
    stalledDevice: scene.devices.findIndex(({ name }) => name === scene.flood.to),
    async revokeSpare() {
      const name = spares.shift()
      const device = scene.devices.find((each) => each.name === name)
      const sessionId = name && world.sessions.get(name)
      if (!device || !sessionId) return
      run.revoked.push(device.name)
      await world.calls.get(device.user)?.auth.revokeSession.mutate({ sessionId })
    },
    async floodStalled() {
      stage.act(scene.flood.from, { do: 'flood', in: scene.flood.in })
    },
  }
  const outcomes = await Promise.all(
    plan.faults.map(async (fault) => {
      await wait(fault.atMs)
      let done = true
      await turns.take(fault, async () => {
        const at = ((monotonicMs() - began) / 1000).toFixed(1).padStart(6)
        run.progress(`${at} s  ${fault.kind}: ${faultKinds[fault.kind]} (${fault.process})`)
        done = await inject(fault, targets)
      })
      return { kind: fault.kind, done }
    }),
  )
  const left = plan.lengthMs - (monotonicMs() - began)
  if (left > 0) await wait(left)
  for (const timer of operations) clearTimeout(timer)
  return outcomes
}

async function drain({ cluster }: Stage): Promise<void> {
  const deadline = monotonicMs() + drainWaitMs
  while (monotonicMs() < deadline) {
    const { unpublished, queued, underWay } = await countUndone(cluster.postgres.adminUrl)
    if (unpublished === 0 && queued === 0 && underWay === 0) return
    await wait(250)
  }
}

/** Whether somebody is shown as offline by the first device that watches them. */
function offlineWatch({ scene, world, hosts }: Stage, user: string): { userId: string; isOffline(): Promise<boolean> } {
  const userId = world.names.users[user] ?? ''
  const watching = scene.devices.find(({ watches }) => watches?.includes(user))?.name
  return {
    userId,
    async isOffline() {
      const devices = await presentDevices(hosts)
      return devices.find(({ name }) => name === watching)?.shown[userId]?.status === 'offline'
    },
  }
}

/** Answers, when it is asked, how long after the death of its node the ghost was shown as offline to who watches it. */
function watchGhost(stage: Stage): () => Promise<Evidence['ghosts']> {
  const { scene, cluster } = stage
  const { userId, isOffline } = offlineWatch(stage, scene.ghost)
  const watching = new AbortController()
  const seen = (async () => {
    let diedAt: number | undefined
    while (diedAt === undefined && !watching.signal.aborted) {
      diedAt = cluster.exits.find((exit) => exit.process === 'realtime-2')?.at
      await wait(100)
    }
    while (diedAt !== undefined && monotonicMs() - diedAt < ghostWaitMs) {
      if (await isOffline()) return [{ userId, diedAt, offlineMs: monotonicMs() - diedAt }]
      await wait(500)
    }
    return diedAt === undefined ? [] : [{ userId, diedAt, offlineMs: null }]
  })()
  return () => {
    watching.abort()
    return seen
  }
}

async function presentDevices(hosts: Stage['hosts']): Promise<PresentDevice[]> {
  return (await Promise.all(hosts.map((host) => host.call('presence', {})))).flat()
}

/** Whoever was on a node whose lease has ended was last seen then, also before that is written down. */
async function presenceFacts(cluster: Cluster): Promise<PresenceFacts> {
  const connections = await cluster.connections()
  const facts = await dumpPresence(cluster.postgres.adminUrl)
  const seen = new Map(facts.lastSeen.map(({ userId, at }) => [userId, at]))
  for (const { userId, leaseUntil } of connections) {
    if (leaseUntil <= facts.now) seen.set(userId, Math.max(seen.get(userId) ?? 0, leaseUntil))
  }
  return { ...facts, lastSeen: [...seen].map(([userId, at]) => ({ userId, at })) }
}

/** Nobody does anything: waits until every device shows of others what is so. */
async function untilAsItIs(
  { scene, world, cluster, hosts }: Stage,
  { what, from, waitMs }: { what: string; from: number; waitMs: number },
): Promise<PresenceEvidence> {
  const userOf = new Map(scene.devices.map(({ name, user }) => [name, world.names.users[user] ?? '']))
  for (;;) {
    const shown = await presentDevices(hosts)
    const devices = shown.map((device) => ({ ...device, userId: userOf.get(device.name) ?? '' }))
    const evidence = { what, facts: await presenceFacts(cluster), devices, levelMs: monotonicMs() - from }
    if (presenceDifferences(evidence).length === 0) return evidence
    if (evidence.levelMs > waitMs) return { ...evidence, levelMs: null }
    await wait(250)
  }
}

/** Somebody closes their only device, as it should be. Answers how long it took until that was seen. */
async function leave(stage: Stage): Promise<Evidence['leavers'][number]> {
  const { scene, hosts } = stage
  const { userId, isOffline } = offlineWatch(stage, scene.leaver)
  const device = scene.devices.find(({ user }) => user === scene.leaver)?.name ?? ''
  const from = monotonicMs()
  for (const host of hosts) await host.call('leave', { device })
  while (monotonicMs() - from < leaveWaitMs) {
    if (await isOffline()) return { userId, offlineMs: monotonicMs() - from }
    await wait(100)
  }
  return { userId, offlineMs: null }
}

/** Of each user that presence has: whether one of their connections counts. */
async function livingConnections(cluster: Cluster): Promise<Evidence['database']['connections']> {
  const now = Date.now()
  const byUser = Map.groupBy(await cluster.connections(), ({ userId }) => userId)
  return [...byUser].map(([userId, known]) => ({ userId, alive: known.some(({ leaseUntil }) => leaseUntil > now) }))
}

async function gather(
  stage: Stage,
  leveled: readonly Leveled[],
  rest: Pick<Evidence, 'revoked' | 'ghosts' | 'leavers' | 'presence' | 'slow'>,
): Promise<Omit<Evidence, 'history' | 'exits'>> {
  const { scene, world, cluster, hosts } = stage
  const stores: Record<string, StoreView> = Object.assign({}, ...(await Promise.all(hosts.map((host) => host.call('view', {})))))
  const last = leveled.at(-1)
  const devices = scene.devices.map(
    ({ name, user, kind }): DeviceEvidence => ({
      name,
      user,
      userId: world.names.users[user] ?? '',
      sessionId: world.sessions.get(name) ?? '',
      kind,
      store: stores[name],
      levelMs: last?.levelMs.get(name) ?? null,
    }),
  )
  const cold = Object.fromEntries(Object.entries(last?.cold ?? {}).map(([user, view]) => [world.names.users[user] ?? user, view]))
  return {
    database: { ...(await dumpDatabase(cluster.postgres.adminUrl)), connections: await livingConnections(cluster) },
    devices,
    cold,
    silences: leveled.map(({ silence }) => silence),
    invisible: scene.invisible.map((user) => world.names.users[user] ?? ''),
    ...rest,
  }
}
