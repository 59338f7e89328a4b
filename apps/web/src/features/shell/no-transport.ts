/** Stands where Socket.IO's client has transports that are not used here (next.config.ts). */
class NoTransport {}

export { NoTransport as Fetch, NoTransport as WT, NoTransport as XHR }
