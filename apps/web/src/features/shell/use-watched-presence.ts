'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'

/** As many as the server watches for one socket. */
const watchedMax = 200

/** Watches those whose dots are on the screen: the people of the newest conversations. */
export function useWatchedPresence(): void {
  const client = useChatClient()
  const { conversations } = useChatState()
  const peers = conversations.flatMap(({ peer }) => (peer === null ? [] : [peer.id])).slice(0, watchedMax)
  // The order changes with each message; what is watched does not.
  const watched = [...peers].sort().join()
  useEffect(() => {
    client.watchPresence(watched === '' ? [] : watched.split(','))
  }, [client, watched])
}
