'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Suspense } from 'react'

interface OtherWayProps {
  href: Route
  label: string
}

/** To another page of this kind, which leads on to the same place: whoever was invited may have to register first. */
export function OtherWay({ href, label }: OtherWayProps) {
  return (
    <Suspense fallback={<Way href={href} label={label} />}>
      <KnowingWay href={href} label={label} />
    </Suspense>
  )
}

function KnowingWay({ href, label }: OtherWayProps) {
  const next = useSearchParams().get('next')
  return <Way href={next === null ? href : (`${href}?next=${encodeURIComponent(next)}` as Route)} label={label} />
}

function Way({ href, label }: OtherWayProps) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center rounded-sm font-semibold text-accent-ink underline decoration-transparent underline-offset-3 transition-colors hover:decoration-current pointer-coarse:min-h-11"
    >
      {label}
    </Link>
  )
}
