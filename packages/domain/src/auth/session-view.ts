import type { AccountSession } from '@chatsphere/contracts'
import { deviceName } from './device-name.ts'
import type { OwnSessionRow } from './session-repository.ts'

export function sessionView(row: OwnSessionRow): AccountSession {
  return {
    id: row.id,
    kind: row.kind,
    userAgent: row.user_agent,
    device: deviceName(row.user_agent),
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
  }
}
