import type { ClientEventInput, ClientEventName, ClientEventResults, ErrorCode } from '@chatsphere/contracts'
import type { CallingSocket } from './live-socket.ts'

type Answer = (name: ClientEventName, input: unknown, onAnswer?: (answer: unknown) => void) => Promise<unknown>

/** A socket of which only the calls matter: each is handed to `answer`, which knows what it is asked. */
export function callingSocket(answer: Answer): { connected: boolean } & Pick<CallingSocket, 'call'> {
  return {
    connected: true,
    call: <Name extends ClientEventName>(
      name: Name,
      input: ClientEventInput<Name>,
      onAnswer?: (answer: ClientEventResults[Name]) => void,
    ) => answer(name, input, onAnswer as Parameters<Answer>[2]) as Promise<ClientEventResults[Name]>,
  }
}

/** What LiveSocket uses of socket.io's socket, with the other end in the test's hands. */
export class FakeSocket {
  connected = false
  /** As in socket.io: stays true after the transport has closed. */
  active = false
  connects = 0
  answer: (name: string, input: unknown) => unknown = () => ({ ok: true, data: {} })
  readonly #listeners = new Map<string, ((payload?: unknown) => void)[]>()

  on(name: string, listener: (payload?: unknown) => void) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
  }
  fire(name: string, payload?: unknown) {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload)
  }
  connect() {
    this.active = true
    this.connects++
  }
  disconnect() {
    this.active = false
    if (this.connected) this.close()
  }
  timeout() {
    return {
      emit: (name: string, input: unknown, heard: (error: Error | null, answer?: unknown) => void) => {
        Promise.resolve(this.answer(name, input)).then((answer) => heard(null, answer), heard)
      },
    }
  }
  accept() {
    this.connected = true
    this.fire('connect')
  }
  close() {
    this.connected = false
    this.fire('disconnect')
  }
  refuse(code: ErrorCode) {
    this.active = false
    this.fire('connect_error', Object.assign(new Error(code), { data: { code } }))
  }
}
