'use client'

import type { PresenceStatus } from '@chatsphere/contracts'
import { Avatar } from '@/features/design/avatar.tsx'
import { useOverlays } from '@/features/shell/overlays.ts'

interface AuthorFaceProps {
  id: string
  name: string
  colour: number | null
  presence: PresenceStatus | undefined
}

/** The author's face; a press shows who that is. For a pointer alone: the name in the header is the way for everybody else. */
export function AuthorFace(face: AuthorFaceProps) {
  const { show } = useOverlays()
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => show({ kind: 'person', userId: face.id })}
      className="h-fit rounded-[13px]"
    >
      <Avatar {...face} />
    </button>
  )
}
