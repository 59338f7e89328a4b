import { text } from '../messages/text.ts'

/** Words in the catalogue's language, clocks as the person's own system writes them. */
export interface TimeStyle {
  locale: string
  hour12: boolean | undefined
}

export function timeStyle(languages: readonly string[]): TimeStyle {
  const locale = languages.find((language) => language.split('-')[0] === text.language) ?? text.language
  const { hour12 } = new Intl.DateTimeFormat(languages[0], { hour: 'numeric' }).resolvedOptions()
  return { locale, hour12 }
}

let ownStyle: TimeStyle | undefined
function style(): TimeStyle {
  ownStyle ??= timeStyle(typeof navigator === 'undefined' ? [text.language] : navigator.languages)
  return ownStyle
}

const formats = new Map<string, Intl.DateTimeFormat>()
function format(time: Date, options: Intl.DateTimeFormatOptions, { locale, hour12 }: TimeStyle): string {
  const key = JSON.stringify([locale, hour12, options])
  let known = formats.get(key)
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options.hour !== undefined && hour12 !== undefined ? { ...options, hour12 } : options)
    formats.set(key, known)
  }
  // Some locales put a narrow no-break space before AM; a plain one is what people search and type.
  return known.format(time).replaceAll('\u202f', ' ')
}

/** "10:32", or "10:32 AM". */
export function clock(iso: string, as = style()): string {
  return format(new Date(iso), { hour: '2-digit', minute: '2-digit' }, as)
}

/** The clock without AM and PM, for the narrow gutter beside a message. */
export function shortClock(iso: string, as = style()): string {
  return clock(iso, as).replace(/\s*[AP]M$/i, '')
}

/** The whole of it, for who wants to know exactly: "Wednesday 16 September 2026 at 10:32". */
export function fullTime(iso: string, as = style()): string {
  const date = format(new Date(iso), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, as)
  return text.time.dateAt(date, clock(iso, as))
}

/** Midnight of that day, here: what tells two days apart. */
export function dayOf(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}

function daysAgo(iso: string, now: Date): number {
  // Rounded: a day on which the clock changes has 23 or 25 hours.
  return Math.round((dayOf(now) - dayOf(new Date(iso))) / 86_400_000)
}

/** The divider between two days: "Today", "Yesterday", "Monday", "Monday, 3 August", with the year if it is another. */
export function dayLabel(iso: string, now: Date, as = style()): string {
  const ago = daysAgo(iso, now)
  if (ago === 0) return text.time.today
  if (ago === 1) return text.time.yesterday
  const time = new Date(iso)
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return format(time, { weekday: 'long', day: 'numeric', month: 'long', ...year }, as)
}

/** In the rail: the clock today, then "Yesterday", the weekday within a week, the date. */
export function listTime(iso: string, now: Date, as = style()): string {
  const ago = daysAgo(iso, now)
  const time = new Date(iso)
  if (ago <= 0) return clock(iso, as)
  if (ago === 1) return text.time.yesterday
  if (ago < 7) return format(time, { weekday: 'short' }, as)
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: '2-digit' } as const)
  return format(time, { day: 'numeric', month: 'short', ...year }, as)
}

/** Inside a sentence that speaks of today by itself: "10:32", "yesterday at 10:32", "3 August at 10:32". */
export function moment(iso: string, now: Date, as = style()): string {
  return daysAgo(iso, now) <= 0 ? clock(iso, as) : dayMoment(iso, now, as)
}

/** Inside any other sentence: "today at 10:32", then as `moment`. */
export function dayMoment(iso: string, now: Date, as = style()): string {
  const ago = daysAgo(iso, now)
  if (ago <= 0) return text.time.todayAt(clock(iso, as))
  if (ago === 1) return text.time.yesterdayAt(clock(iso, as))
  const time = new Date(iso)
  const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return text.time.dateAt(format(time, { day: 'numeric', month: 'long', ...year }, as), clock(iso, as))
}
