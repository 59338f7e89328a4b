import type { Tx } from '@chatsphere/db'
import type { EventBus } from '@chatsphere/domain'
import type { OnBusTrouble } from './bus-trouble.ts'
import { PostgresBus } from './postgres-bus.ts'
import { RabbitBus } from './rabbit-bus.ts'

/** The event bus of a process: RabbitMQ where its address is given, else PostgreSQL. */
export function createEventBus(options: {
  rabbitmqUrl: string | undefined
  /** What the names at the broker begin with. */
  rabbitmqPrefix?: string
  db: Tx
  onTrouble: OnBusTrouble
}): EventBus {
  const { rabbitmqUrl: url, rabbitmqPrefix: prefix, db, onTrouble } = options
  return url === undefined ? new PostgresBus({ db, onTrouble }) : new RabbitBus({ url, db, onTrouble, ...(prefix && { prefix }) })
}
