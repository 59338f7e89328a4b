import type { Service } from '@chatsphere/contracts'

const headings = ['process', 'host', 'url', 'version', 'up', 'sockets', 'busy']

/** A table in lines to be printed. */
export function describeServices(services: readonly Service[], now: Date): string[] {
  if (services.length === 0) return ['Nothing runs.']
  const rows = [headings, ...services.map((service) => cells(service, now))]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function cells({ name, host, url, version, startedAt, sockets, busy }: Service, now: Date): string[] {
  const up = duration(now.getTime() - Date.parse(startedAt))
  return [name, host, url ?? '-', version, up, String(sockets), `${Math.round(busy * 100)} %`]
}

function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}
