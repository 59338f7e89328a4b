/// <reference lib="webworker" />
import { NavigationRoute, type PrecacheEntry, Serwist } from 'serwist'

declare const self: ServiceWorkerGlobalScope & { readonly builtFiles: PrecacheEntry[] }

/** The page that opens from what the device has kept; part of each build, with nothing of a user in it. */
const offlinePage = '/offline'
/** A server that does not answer for so long is as good as none. */
const networkWithinMs = 4_000

/**
 * Opens the app without a network: the pages of the chat come from the server while it answers, else the offline page stands in, which
 * finds conversations and messages on the device. It comes with the headers it was stored with, so that its scripts carry the nonce that
 * its policy names. The files of the build are all stored when a version is installed, and are the same for everybody; calls
 * and sockets are never touched.
 *
 * A new version waits until no page of the old one is open, or until somebody asks for it (SKIP_WAITING): a page never gets
 * scripts of two builds.
 */
const serwist = new Serwist({
  precacheEntries: self.builtFiles,
  precacheOptions: { cleanupOutdatedCaches: true, directoryIndex: null, cleanURLs: false },
  skipWaiting: false,
  // The page that installs it works without a network from then on, not only after a reload.
  clientsClaim: true,
  disableDevLogs: true,
})

serwist.registerRoute(
  new NavigationRoute(
    async ({ request }) => (await askServer(request)) ?? (await serwist.matchPrecache(offlinePage)) ?? Response.error(),
    {
      allowlist: [/^\/(?:chat(?:\/[\w-]+(?:\?m=[\w-]+)?)?|sign-in)?$/],
    },
  ),
)
serwist.addEventListeners()

/** Undefined: there is no server, or it is not well. */
async function askServer(request: Request): Promise<Response | undefined> {
  try {
    // Not by a signal: one that comes late would cut off a page that has begun to arrive.
    const answer = await Promise.race([fetch(request), new Promise<undefined>((resolve) => setTimeout(resolve, networkWithinMs))])
    return answer === undefined || answer.status >= 500 ? undefined : answer
  } catch {
    return undefined
  }
}
