import { Redis } from 'ioredis'
import { type ArmedFailpoints, killNow } from './armed-failpoints.ts'

/**
 * Lets failpoints act on what travels through Redis, by the names that the same has in PostgreSQL: a script is `notify-fanout`, since the
 * fan-out is the one whose arguments have frames in them, and what arrives on a channel is a notification.
 */
export function wrapRedis(failpoints: ArmedFailpoints): void {
  const prototype = Redis.prototype as unknown as {
    sendCommand(
      this: object,
      command: { name: string; args: unknown[]; promise: unknown; resolve(answer: unknown): void },
    ): unknown
    emit(this: object, name: string, ...args: unknown[]): boolean
  }
  const { sendCommand, emit } = prototype

  prototype.sendCommand = function (command, ...rest) {
    if (command.name === 'evalsha') {
      const hit = failpoints.hit(
        'query',
        (name) => name === 'notify-fanout',
        () => command.args.join(' '),
      )
      if (hit?.act === 'kill') {
        if (hit.pauseMs === undefined) killNow()
        setTimeout(killNow, hit.pauseMs)
        return new Promise(() => {})
      }
      if (hit?.act === 'drop') {
        command.resolve(null)
        return command.promise
      }
    }
    return sendCommand.call(this, command, ...rest)
  }

  prototype.emit = function (name, ...args) {
    if (name === 'message') {
      const isOf = (wanted: string) => wanted === 'chatsphere_fanout'
      if (failpoints.hit('notification', isOf, () => String(args[1]))) return true
    }
    return emit.call(this, name, ...args)
  }
}
