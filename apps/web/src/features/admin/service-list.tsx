'use client'

import { query } from '@chatsphere/client/query'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

const refreshMs = 5_000

/** The processes that run, as they say themselves every few seconds. */
export function ServiceList() {
  const { admin } = useSettingsText()
  const time = useTime()
  const today = new Date(useToday())
  const asked = query.system.services.useQuery(undefined, { refetchInterval: refreshMs })
  return (
    <section className="mx-auto w-full max-w-240 px-4 pb-16 md:px-8" aria-labelledby="services">
      <h2 id="services" className="text-xl font-[650] tracking-[-.015em]">
        {admin.services}
      </h2>
      <p className="mt-1 mb-5 text-ink-soft">{admin.servicesLead}</p>
      <Answered asked={asked}>
        {(services) => (
          <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-1">
            {services.map(({ id, name, host, url, version, startedAt, sockets, busy }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 p-3 md:px-4">
                <span className="font-semibold">{name}</span>
                <bdi className="min-w-0 flex-1 basis-52 truncate text-sm text-ink-faint">
                  {[host, url].filter(Boolean).join(' · ')}
                </bdi>
                <span className="text-sm text-ink-soft">
                  {admin.serviceState(version, time.dayMoment(startedAt, today), sockets, Math.round(busy * 100))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  )
}
