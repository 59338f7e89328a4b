/// <reference lib="dom" />
import type { Turn } from './turn.ts'

const askAfterMs = 10_000
const answerWithinMs = 3_000

/**
 * A turn by Web Locks, over all tabs of one address.
 *
 * *waiting* until the browser grants the lock, then *holding* until it is given back, the tab ends, or another takes it. A tab that the
 * browser freezes gives it back first where it is told in time; one that was frozen without a word keeps the lock and does nothing. So who
 * waits asks the holder now and then, and takes the lock from one that does not answer. That is safe where two holders for a moment are:
 * a send is repeated with the same ids and in the same order.
 */
export class WebLockTurn implements Turn {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  request(onTaken: () => void, onLost: () => void): () => void {
    const name = this.#name
    const channel = new BroadcastChannel(name)
    let holding = false
    let answered = true
    let waiting = new AbortController()
    let giveBack = () => {}
    let timer: ReturnType<typeof setTimeout> | undefined

    const hold = () => {
      clearTimeout(timer)
      holding = true
      onTaken()
      return new Promise<void>((resolve) => {
        giveBack = resolve
      })
    }
    const stolen = () => {
      if (!holding) return
      holding = false
      onLost()
      wait()
    }
    const wait = () => {
      waiting = new AbortController()
      navigator.locks.request(name, { signal: waiting.signal }, hold).catch(stolen)
      clearTimeout(timer)
      timer = setTimeout(ask, askAfterMs)
    }
    const ask = () => {
      answered = false
      channel.postMessage('ask')
      timer = setTimeout(() => {
        if (answered) timer = setTimeout(ask, askAfterMs)
        else steal()
      }, answerWithinMs)
    }
    const steal = () => {
      waiting.abort()
      navigator.locks.request(name, { steal: true }, hold).catch(stolen)
    }
    const leave = () => {
      clearTimeout(timer)
      waiting.abort()
      holding = false
      giveBack()
    }
    const freeze = () => {
      const held = holding
      leave()
      if (held) onLost()
    }

    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === 'ask' && holding) channel.postMessage('here')
      if (data === 'here') answered = true
    }
    document.addEventListener('freeze', freeze)
    document.addEventListener('resume', wait)
    wait()
    return () => {
      document.removeEventListener('freeze', freeze)
      document.removeEventListener('resume', wait)
      leave()
      channel.close()
    }
  }
}
