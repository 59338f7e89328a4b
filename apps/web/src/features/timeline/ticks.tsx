import { clsx } from 'clsx'
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useText } from '@/features/messages/use-text.ts'
import type { TickState } from './tick-state.ts'

const icons = { pending: Clock, failed: CircleAlert, sent: Check, delivered: CheckCheck, read: CheckCheck }
const colours: Record<TickState, string> = {
  pending: 'text-ink-faint',
  failed: 'text-danger',
  sent: 'text-ink-faint',
  delivered: 'text-ink-faint',
  read: 'text-accent',
}

/** How far an own message has got. All states have the same size, so that nothing moves when it changes. */
export function Ticks({ state, size = 15 }: { state: TickState; size?: number }) {
  const text = useText()
  const Icon = icons[state]
  return (
    <span
      role="img"
      aria-label={text.ticks[state]}
      title={text.ticks[state]}
      style={{ width: size }}
      className={clsx('inline-flex flex-none justify-center', colours[state])}
    >
      <Icon aria-hidden="true" size={state === 'pending' ? size - 2 : size} strokeWidth={2} />
    </span>
  )
}
