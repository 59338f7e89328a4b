import { processNames } from '../cluster/ports.ts'
import type { Fault } from './fault.ts'

/**
 * Whom a fault needs for itself. Faults on different things overlap as they come; two that would undo each other, or make the harness
 * mistake one for the other, take turns.
 */
function claimsOf({ kind, process }: Fault): string[] {
  switch (kind) {
    case 'database killed':
    case 'database stopped':
    case 'backends ended':
      return ['database']
    case 'device partition':
    case 'device deaf':
    case 'device mute':
    case 'resets':
    case 'refused connections':
    case 'stalled reader':
      return ['devices']
    case 'redis killed':
    case 'redis flushed':
    case 'redis half-open':
      return ['redis']
    case 'broker killed':
    case 'broker memory alarm':
      return ['broker']
    case 'redis partition':
      return ['redis', process]
    case 'broker partition':
      return ['broker', process]
    case 'clock of devices':
      return ['clock of devices']
    case 'latency':
      return ['devices', ...processNames]
    case 'lost kick':
      return ['web', 'realtime-1', 'realtime-2', 'realtime-3', 'database', 'redis']
    case 'rolling restart':
      return ['database', ...processNames]
    default:
      return [process]
  }
}

/** Runs faults in the order in which they ask, each when all that it claims is free. */
export class FaultTurns {
  readonly #last = new Map<string, Promise<void>>()

  async take(fault: Fault, run: () => Promise<void>): Promise<void> {
    const claims = claimsOf(fault)
    const before = claims.map((claim) => this.#last.get(claim))
    const turn = Promise.all(before).then(run)
    const over = turn.catch(() => undefined)
    for (const claim of claims) this.#last.set(claim, over)
    await turn
  }
}
