import type { Composition } from './composition'

/** Where sockets go, as an origin; undefined: to the address under which the caller reached this process. */
export async function findRealtimeUrl({ config, ctx }: Composition): Promise<string | undefined> {
  return config.realtimeUrl ?? (await ctx.registry.findRealtimeUrl()) ?? undefined
}
