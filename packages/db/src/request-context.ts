import { AsyncLocalStorage } from 'node:async_hooks'

const requests = new AsyncLocalStorage<string>()

/** All that `work` does, and whatever follows from it, is done for this request: the events of its changes carry the id. */
export function runAsRequest<Result>(requestId: string, work: () => Result): Result {
  return requests.run(requestId, work)
}

/** The request for which this code runs; undefined where nobody asked. */
export function currentRequestId(): string | undefined {
  return requests.getStore()
}
