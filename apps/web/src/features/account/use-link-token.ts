'use client'

import { useEffect, useState } from 'react'

/** The token of a link, which stands in the fragment, since browsers send that to nobody. Empty: there is none; undefined: not known yet. */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState<string>()
  useEffect(() => {
    setToken(window.location.hash.slice(1))
    // Out of the address bar and the history: it is as good as a password until it is used.
    window.history.replaceState(null, '', window.location.pathname + window.location.search)
  }, [])
  return token
}
