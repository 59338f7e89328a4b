'use client'

import { query, useQueryClient } from '@chatsphere/client/query'
import { Button } from '@/features/design/button.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { SessionRow } from '@/features/settings/devices-section.tsx'
import { accountsKey } from './accounts-key.ts'

/** Where somebody is signed in, each to be ended alone or all at once. */
export function AccountSessions({ userId }: { userId: string }) {
  const { admin, devices } = useSettingsText()
  const asked = query.admin.sessions.useQuery({ userId })
  const clients = query.useUtils()
  const queryClient = useQueryClient()
  const end = query.admin.endSessions.useMutation({
    onSettled: () =>
      Promise.all([clients.admin.sessions.invalidate({ userId }), queryClient.invalidateQueries({ queryKey: accountsKey })]),
  })
  return (
    <div className="mt-3 rounded-md border border-line bg-sunken px-3 py-1">
      <Answered asked={asked}>
        {(sessions) =>
          sessions.length === 0 ? (
            <p className="py-2 text-sm text-ink-faint">{admin.noSessions}</p>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {sessions.map((session) => (
                  <SessionRow key={session.id} session={session}>
                    <Button
                      look="outline"
                      aria-label={devices.signOutDevice(session.device)}
                      onClick={() => end.mutate({ userId, sessionId: session.id })}
                    >
                      {devices.signOut}
                    </Button>
                  </SessionRow>
                ))}
              </ul>
              <Button look="outline-danger" className="my-2" busy={end.isPending} onClick={() => end.mutate({ userId })}>
                {admin.endAll}
              </Button>
            </>
          )
        }
      </Answered>
    </div>
  )
}
