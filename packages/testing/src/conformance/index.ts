export { eventBusConformance } from './event-bus.ts'
export { fanoutConformance } from './fanout.ts'
export { limitsConformance } from './limits.ts'
export { presenceConformance } from './presence.ts'
