import type { Tx } from '@chatsphere/db'
import type { EventBus } from '@chatsphere/domain'
import type { OnBusTrouble } from './bus-trouble.ts'
import { PostgresBus } from './postgres-bus.ts'
import { RabbitBus } from './rabbit-bus.ts'

/** The event bus of a process: RabbitMQ where its address is given, else PostgreSQL. */
export function createEventBus(options: { rabbitmqUrl: string | undefined; db: Tx; onTrouble: OnBusTrouble }): EventBus {
  const { rabbitmqUrl, db, onTrouble } = options
  return rabbitmqUrl === undefined ? new PostgresBus({ db, onTrouble }) : new RabbitBus({ url: rabbitmqUrl, db, onTrouble })
}
