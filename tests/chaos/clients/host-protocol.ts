import type { PresentDevice } from '../checker/evidence.ts'
import type { Names } from './device.ts'
import type { DeviceSetup, Operation } from './operation.ts'
import type { StoreDigest, StoreView } from './store-view.ts'

/** What the supervisor asks of a process that holds devices, and what it answers. */
export interface HostMethods {
  setUp(input: { names: Names; file: string }): null
  open(input: { devices: readonly DeviceSetup[] }): Promise<null>
  act(input: { device: string; operation: Operation }): null
  digest(input: Record<string, never>): Record<string, StoreDigest>
  view(input: Record<string, never>): Record<string, StoreView>
  /** Of each device of this process. */
  presence(input: Record<string, never>): PresentDevice[]
  /** A device is closed for good. */
  leave(input: { device: string }): null
  /** A fresh client: signs in with these tokens, syncs, shows what it has and what the server told it, and is gone. */
  cold(input: { setup: DeviceSetup }): Promise<{ store: StoreView; serverUnread: Record<string, number> }>
  /** Resolves when the history is on the disk. */
  close(input: Record<string, never>): Promise<null>
}

export type HostMethod = keyof HostMethods

export interface HostRequest {
  readonly request: number
  readonly method: HostMethod
  readonly input: unknown
}

export type HostAnswer =
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly error: string }
