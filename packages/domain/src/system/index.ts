export { listDeadLetters } from './list-dead-letters.ts'
export { replayDeadLetter, unsafeReplayDeadLetter } from './replay-dead-letter.ts'
