import { readFile } from 'node:fs/promises'

export interface Usage {
  /** The proportional share: PostgreSQL's processes have their buffers in common. */
  readonly residentMb: number
  /** User and system time since each process began, as the kernel accounts it in steps of 10 ms. */
  readonly cpuSeconds: number
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const direct = text.split(' ').filter(Boolean).map(Number)
  return [...direct, ...(await Promise.all(direct.map(childrenOf))).flat()]
}

/** What a process and all below it use. Of children that have ended and were waited for their time counts too. Linux only. */
export async function readUsage(root: number): Promise<Usage> {
  let [residentMb, ticks] = [0, 0]
  for (const pid of [root, ...(await childrenOf(root))]) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    const stat = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
    residentMb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
    ticks += [11, 12, 13, 14].reduce((sum, field) => sum + Number(stat[field] ?? 0), 0)
  }
  return { residentMb, cpuSeconds: ticks / 100 }
}
