import { useText } from '@/features/messages/use-text.ts'

/** Exact up to 99; 100, where counting ends, is "99+". */
export function UnreadBadge({ count }: { count: number }) {
  const text = useText()
  return (
    <span className="grid h-[19px] min-w-[19px] place-items-center rounded-[10px] bg-accent px-1.5 text-[11px] font-[650] text-on-accent tabular-nums">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{text.rail.unreadMessages(count)}</span>
    </span>
  )
}
