/** Asks again and again, a few milliseconds apart, until the answer is neither undefined nor false; throws after `timeoutMs`. */
export async function until<Value>(
  ask: () => Value | Promise<Value>,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<NonNullable<Exclude<Value, false>>> {
  const timeoutMs = options.timeoutMs ?? 10_000
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await ask()
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<Value, false>>
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${options.what ?? ask.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
