import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react'

/** A component that is no part of the first load: until it has arrived, `meanwhile` stands in its place. */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile?: ReactNode,
): (props: Props) => ReactNode {
  const Part = lazy(async () => ({ default: await load() }))
  return (props) => <Suspense fallback={meanwhile}>{createElement<Props>(Part, props)}</Suspense>
}
