const plural = new Intl.PluralRules('en')

/** "1 message", "2 messages". */
export const counted = (count: number, one: string, other: string, shown = String(count)) =>
  `${shown} ${plural.select(count) === 'one' ? one : other}`
