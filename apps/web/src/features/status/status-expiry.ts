export const expiryChoices = ['never', 'hour', 'hours', 'today', 'week'] as const
export type ExpiryChoice = (typeof expiryChoices)[number]

const hourMs = 60 * 60_000

/** When a status that is set now is over: "today" and "this week" end at midnight of this device, weeks on Sunday. */
export function expiryOf(choice: ExpiryChoice, now: Date): string | undefined {
  const midnightAfter = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString()
  const ends: Record<ExpiryChoice, string | undefined> = {
    never: undefined,
    hour: new Date(now.getTime() + hourMs).toISOString(),
    hours: new Date(now.getTime() + 4 * hourMs).toISOString(),
    today: midnightAfter(1),
    week: midnightAfter(now.getDay() === 0 ? 1 : 8 - now.getDay()),
  }
  return ends[choice]
}
