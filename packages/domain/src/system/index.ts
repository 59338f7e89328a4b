export { listDeadLetters } from './list-dead-letters.ts'
export { listServices } from './list-services.ts'
export { replayDeadLetter, unsafeReplayDeadLetter } from './replay-dead-letter.ts'
