export { watchPresence } from './watch-presence.ts'
