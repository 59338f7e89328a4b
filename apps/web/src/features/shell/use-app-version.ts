'use client'

import { useEffect, useState } from 'react'

/**
 * Installs the service worker, which opens the app without a network, and tells of a new version: then there is a function that
 * takes it over. This page reloads at once, the other tabs as soon as nobody looks at them: what is written there is kept.
 *
 * Without a secure context (plain HTTP on a network) there is no such thing, and the app chats all the same.
 */
export function useAppVersion(): (() => void) | undefined {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)

  useEffect(() => {
    // Not there in every context, whatever the types say.
    const { serviceWorker } = navigator as Partial<Navigator>
    if (serviceWorker === undefined) return
    const controlledBefore = serviceWorker.controller !== null
    let left = false
    const watch = (registration: ServiceWorkerRegistration) => {
      const look = () => {
        // Without a page of an older version there is nothing to wait for.
        if (!left) setWaiting(serviceWorker.controller === null ? null : registration.waiting)
      }
      look()
      registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    }
    const onTakeover = () => {
      // The first one takes over a page of its own version.
      if (!controlledBefore) return
      if (document.visibilityState === 'hidden') window.location.reload()
      else document.addEventListener('visibilitychange', () => window.location.reload(), { once: true })
    }
    serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).then(watch, () => undefined)
    serviceWorker.addEventListener('controllerchange', onTakeover)
    return () => {
      left = true
      serviceWorker.removeEventListener('controllerchange', onTakeover)
    }
  }, [])

  if (waiting === null) return undefined
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
    waiting.postMessage({ type: 'SKIP_WAITING' })
  }
}
