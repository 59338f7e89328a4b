/**
 * Whether a browser page of this origin may call. With a configured address only that one; without, the local addresses and
 * whatever host the request itself was sent to, which is how other devices of the LAN reach a start without configuration.
 */
export function isAllowedOrigin(
  origin: string,
  host: string | undefined,
  config: { readonly publicUrl: string; readonly localOrigins: readonly string[] | null },
): boolean {
  if (origin === config.publicUrl) return true
  if (config.localOrigins === null) return false
  return config.localOrigins.includes(origin) || (host !== undefined && URL.canParse(origin) && new URL(origin).host === host)
}
