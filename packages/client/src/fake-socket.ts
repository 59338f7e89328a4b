import type { ErrorCode } from '@chatsphere/contracts'

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
