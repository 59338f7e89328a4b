'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { Session } from '@chatsphere/contracts'
import { Bot, Laptop, Smartphone } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { Answered } from './answered.tsx'
import { SettingsPage, SettingsPart } from './settings-page.tsx'

/** Where one is signed in, and the way to end it: there it is over within a second. */
export function DevicesSection() {
  const words = useSettingsText()
  const { devices } = words
  const client = useChatClient()
  const asked = query.auth.sessions.useQuery()
  const clients = query.useUtils()
  const renew = { onSettled: () => clients.auth.sessions.invalidate() }
  const revoke = query.auth.revokeSession.useMutation(renew)
  const revokeOthers = query.auth.revokeOtherSessions.useMutation(renew)

  return (
    <SettingsPage title={words.sections.devices} lead={devices.lead}>
      <Answered asked={asked}>
        {(sessions) => (
          <>
            <SettingsPart title={devices.list}>
              <ul className="-my-3 divide-y divide-line">
                {sessions.map((session) => (
                  <SessionRow key={session.id} session={session}>
                    {session.current ? (
                      <span className="rounded-full bg-accent-soft px-2 py-0.5 text-xs font-semibold text-accent-ink">
                        {devices.current}
                      </span>
                    ) : (
                      <Button
                        look="outline"
                        aria-label={devices.signOutDevice(session.device)}
                        busy={revoke.isPending && revoke.variables.sessionId === session.id}
                        onClick={() => revoke.mutate({ sessionId: session.id })}
                      >
                        {devices.signOut}
                      </Button>
                    )}
                  </SessionRow>
                ))}
              </ul>
            </SettingsPart>
            <div className="flex flex-wrap gap-3">
              {sessions.length > 1 ? (
                <Button look="outline" busy={revokeOthers.isPending} onClick={() => revokeOthers.mutate({})}>
                  {devices.signOutOthers}
                </Button>
              ) : (
                <p className="self-center text-sm text-ink-soft">{devices.onlyThis}</p>
              )}
              <Button
                look="outline-danger"
                onClick={() => revokeOthers.mutate({}, { onSuccess: () => void client.signOut().catch(() => undefined) })}
              >
                {devices.signOutEverywhere}
              </Button>
            </div>
          </>
        )}
      </Answered>
    </SettingsPage>
  )
}

const kinds = { program: Bot, phone: Smartphone, browser: Laptop }

interface SessionRowProps {
  session: Omit<Session, 'current'>
  children: React.ReactNode
}

export function SessionRow({ session, children }: SessionRowProps) {
  const { devices } = useSettingsText()
  const time = useTime()
  const today = new Date(useToday())
  const kind = session.kind === 'program' ? 'program' : /Android|iPhone|iPad/.test(session.device) ? 'phone' : 'browser'
  const Icon = kinds[kind]
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} className="flex-none text-ink-soft" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium wrap-anywhere">{session.device}</p>
        <p className="text-sm text-ink-faint">
          <bdi>{session.address}</bdi> · {devices.lastUsed(time.dayMoment(session.lastUsedAt, today))}
          <span className="max-md:hidden"> · {devices.since(time.dayMoment(session.createdAt, today))}</span>
        </p>
      </div>
      {children}
    </li>
  )
}
