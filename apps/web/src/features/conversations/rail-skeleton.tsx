import { Skeleton } from '@/features/design/skeleton.tsx'
import { useText } from '@/features/messages/use-text.ts'

const widths = ['w-28', 'w-36', 'w-24', 'w-32', 'w-28'] as const

export function RailSkeleton() {
  const text = useText()
  return (
    <div className="pt-9">
      <p role="status" className="sr-only">
        {text.rail.loading}
      </p>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but the index tells these shapes apart
        <div key={index} className="grid grid-cols-[40px_minmax(0,1fr)] items-center gap-[11px] px-2.5 py-2">
          <Skeleton className="size-10 !rounded-[13px]" />
          <div className="grid gap-2">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3 w-44" />
          </div>
        </div>
      ))}
    </div>
  )
}
