import type { PresenceStatus } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { Moon } from 'lucide-react'
import { avatarColour, initials } from './avatar-face.ts'

type Size = 'small' | 'medium' | 'large' | 'rail'

const sizes: Record<Size, string> = {
  small: 'size-7 rounded-[9px] text-[11px]',
  medium: 'size-10 rounded-[13px] text-[14px]',
  /** Of the person's density. */
  rail: 'size-10 rounded-[13px] text-[14px] compact:size-7 compact:rounded-[9px] compact:text-[11px]',
  large: 'size-16 rounded-[21px] text-[22px]',
}

/** Told apart by shape as well as by colour. */
const dots: Record<PresenceStatus, string> = {
  online: 'bg-online',
  away: 'bg-away',
  dnd: 'bg-(--surface,var(--panel)) text-dnd',
  offline: 'bg-(--surface,var(--panel)) shadow-[inset_0_0_0_2px_var(--offline)]',
}

interface AvatarProps {
  id: string
  name: string
  /** What the person has chosen; without it the one that the id gives. */
  colour?: number | null | undefined
  /** Instead of the initials. */
  emoji?: string | null | undefined
  size?: Size
  /** Undefined: no dot, because nothing is known. */
  presence?: PresenceStatus | undefined
}

/** Initials, or a group's emoji, on the person's own colour, with a presence dot. Decoration: the name and the presence stand beside it in words. */
export function Avatar({ id, name, colour, emoji, size = 'medium', presence }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: avatarColour(id, colour) }}
      className={clsx(
        'relative grid flex-none place-items-center font-semibold tracking-[.01em] text-white select-none',
        sizes[size],
      )}
    >
      {emoji ?? initials(name)}
      {presence !== undefined && (
        <i
          className={clsx(
            'absolute -end-[3px] -bottom-[3px] size-[13px] rounded-full border-[2.5px] border-(--surface,var(--panel))',
            dots[presence],
          )}
        >
          {presence === 'dnd' && (
            <Moon size={9} strokeWidth={3} fill="currentColor" className="absolute -start-[.5px] -top-[.5px]" />
          )}
        </i>
      )}
    </span>
  )
}
