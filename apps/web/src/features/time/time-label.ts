import type { Messages } from '../messages/text.ts'

/** Words in the catalogue's language, clocks as the person's own system writes them. */
export interface TimeStyle {
  locale: string
  hour12: boolean | undefined
}

export function timeStyle(catalogue: string, languages: readonly string[]): TimeStyle {
  const found = languages.find((language) => language.split('-')[0] === catalogue) ?? catalogue
  const { hour12 } = new Intl.DateTimeFormat(languages[0], { hour: 'numeric' }).resolvedOptions()
  // One kind of digits on a screen: those of all counts and of what people type.
  return { locale: `${found}-u-nu-latn`, hour12 }
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

/** Midnight of that day, here: what tells two days apart. */
export function dayOf(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}

function daysAgo(iso: string, now: Date): number {
  // Rounded: a day on which the clock changes has 23 or 25 hours.
  return Math.round((dayOf(now) - dayOf(new Date(iso))) / 86_400_000)
}

/** How times are told in one language. All take ISO 8601. */
export interface TimeLabels {
  /** "10:32", or "10:32 AM". */
  clock(iso: string): string
  /** The clock of another time zone, by its IANA name. */
  clockIn(timeZone: string, now: Date): string
  /** The clock without AM and PM, for the narrow gutter beside a message. */
  shortClock(iso: string): string
  /** The whole of it, for who wants to know exactly: "Wednesday 16 September 2026 at 10:32". */
  fullTime(iso: string): string
  /** "16 September 2026". */
  date(iso: string): string
  /** The divider between two days: "Today", "Yesterday", "Monday", "Monday, 3 August", with the year if it is another. */
  dayLabel(iso: string, now: Date): string
  /** In the rail: the clock today, then "Yesterday", the weekday within a week, the date. */
  listTime(iso: string, now: Date): string
  /** Inside a sentence that speaks of today by itself: "10:32", "yesterday at 10:32", "3 August at 10:32". */
  moment(iso: string, now: Date): string
  /** Inside any other sentence: "today at 10:32", then as `moment`. */
  dayMoment(iso: string, now: Date): string
}

export function timeLabels(text: Messages, as: TimeStyle): TimeLabels {
  const clock = (iso: string) => format(new Date(iso), { hour: '2-digit', minute: '2-digit' }, as)
  const dayMoment = (iso: string, now: Date) => {
    const ago = daysAgo(iso, now)
    if (ago === 0) return text.time.todayAt(clock(iso))
    if (ago === 1) return text.time.yesterdayAt(clock(iso))
    const time = new Date(iso)
    const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
    return text.time.dateAt(format(time, { day: 'numeric', month: 'long', ...year }, as), clock(iso))
  }
  return {
    clock,
    clockIn: (timeZone, now) => format(now, { hour: '2-digit', minute: '2-digit', timeZone }, as),
    shortClock: (iso) => clock(iso).replace(/\s*(?:[AP]M|[صم])$/i, ''),
    fullTime(iso) {
      const date = format(new Date(iso), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, as)
      return text.time.dateAt(date, clock(iso))
    },
    date: (iso) => format(new Date(iso), { day: 'numeric', month: 'long', year: 'numeric' }, as),
    dayLabel(iso, now) {
      const ago = daysAgo(iso, now)
      if (ago === 0) return text.time.today
      if (ago === 1) return text.time.yesterday
      const time = new Date(iso)
      const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
      return format(time, { weekday: 'long', day: 'numeric', month: 'long', ...year }, as)
    },
    listTime(iso, now) {
      const ago = daysAgo(iso, now)
      const time = new Date(iso)
      if (ago <= 0) return clock(iso)
      if (ago === 1) return text.time.yesterday
      if (ago < 7) return format(time, { weekday: 'short' }, as)
      const year = time.getFullYear() === now.getFullYear() ? {} : ({ year: '2-digit' } as const)
      return format(time, { day: 'numeric', month: 'short', ...year }, as)
    },
    moment: (iso, now) => (daysAgo(iso, now) <= 0 ? clock(iso) : dayMoment(iso, now)),
    dayMoment,
  }
}
