import { Skeleton } from '@/features/design/skeleton.tsx'
import { useText } from '@/features/messages/use-text.ts'

const shapes = ['w-3/5', 'w-2/5', 'w-4/6', 'w-1/3', 'w-1/2', 'w-3/5'] as const

export function TimelineSkeleton() {
  const text = useText()
  return (
    <div className="absolute inset-0 flex flex-col justify-end overflow-hidden bg-panel pb-2">
      <p role="status" className="sr-only">
        {text.timeline.loading}
      </p>
      {shapes.map((shape, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but the index tells these shapes apart
        <SkeletonMessage key={index} shape={shape} />
      ))}
    </div>
  )
}

/** As high as a message of one line: what replaces it takes its place. */
export function SkeletonMessage({ shape = 'w-2/5' }: { shape?: string }) {
  return (
    <div className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-3 px-3 pt-2.5 pb-1 md:px-5">
      <Skeleton className="size-10 !rounded-[13px]" />
      <div className="grid content-start gap-2 pt-1">
        <Skeleton className="h-3 w-28" />
        <Skeleton className={`h-3.5 ${shape}`} />
      </div>
    </div>
  )
}
