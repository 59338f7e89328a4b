import type { Message } from '@chatsphere/contracts'

/** Positions that are loaded without a gap. The range at the head is open: `to` is infinite, and what is written next joins it. */
export interface LoadedRange {
  readonly from: number
  readonly to: number
}

/**
 * The rows of one conversation and which of its positions are loaded. Of two states of a row the one with the newer revision wins, so
 * that they may come in any order and twice. A row outside all ranges is kept too, since a page that is on its way may be older than it.
 *
 * Ranges are disjoint and ascending. Those that overlap or meet become one; `forget` and `cutBelow` make them smaller.
 */
export class MessageRanges {
  readonly #rows = new Map<number, Message>()
  readonly #positions = new Map<string, number>()
  readonly #lists = new Map<LoadedRange, readonly Message[]>()
  #ranges: readonly LoadedRange[] = []
  #last: Message | undefined

  /** The row with the highest position. */
  get last(): Message | undefined {
    return this.#last
  }

  /** The range at the head. */
  get head(): LoadedRange | undefined {
    const last = this.#ranges.at(-1)
    return last?.to === Number.POSITIVE_INFINITY ? last : undefined
  }

  rangeAt(position: number): LoadedRange | undefined {
    return this.#ranges.find((range) => range.from <= position && position <= range.to)
  }

  at(position: number): Message | undefined {
    return this.#rows.get(position)
  }

  find(messageId: string): Message | undefined {
    const position = this.#positions.get(messageId)
    return position === undefined ? undefined : this.#rows.get(position)
  }

  rows(): Iterable<Message> {
    return this.#rows.values()
  }

  /** Ascending by position; the same array as long as nothing in the range has changed. */
  list(range: LoadedRange): readonly Message[] {
    const known = this.#lists.get(range)
    if (known) return known
    const list: Message[] = []
    for (let position = range.from; position <= Math.min(range.to, this.#last?.position ?? 0); position++) {
      const row = this.#rows.get(position)
      if (row) list.push(row)
    }
    this.#lists.set(range, list)
    return list
  }

  /** False: this state of the row, or a newer one, is here already. */
  put(message: Message): boolean {
    const known = this.#rows.get(message.position)
    if (known && known.revision >= message.revision) return false
    this.#rows.set(message.position, message)
    this.#positions.set(message.id, message.position)
    if (message.position >= (this.#last?.position ?? 0)) this.#last = message
    const range = this.rangeAt(message.position)
    if (range) this.#lists.delete(range)
    return true
  }

  /** Every row from one position to the other is here. */
  add(from: number, to: number): void {
    if (from > to) return
    const meets = (range: LoadedRange) => range.from <= to + 1 && from <= range.to + 1
    const met = this.#ranges.filter(meets)
    const joined = { from: Math.min(from, ...met.map((range) => range.from)), to: Math.max(to, ...met.map((range) => range.to)) }
    this.#replace([...this.#ranges.filter((range) => !meets(range)), joined].sort((one, other) => one.from - other.from))
  }

  /** No position is loaded any more, and only rows that are newer than the revision stay. */
  forget(through: number): void {
    this.#drop((row) => row.revision <= through)
    this.#replace([])
  }

  /** Nothing below the position may be seen any more. */
  cutBelow(position: number): void {
    if (this.#ranges.every((range) => range.from >= position) && ![...this.#rows.keys()].some((key) => key < position)) return
    this.#drop((row) => row.position < position)
    this.#replace(
      this.#ranges
        .filter((range) => range.to >= position)
        .map((range) => (range.from < position ? { from: position, to: range.to } : range)),
    )
  }

  #drop(isGone: (row: Message) => boolean): void {
    this.#last = undefined
    for (const [position, row] of this.#rows) {
      if (isGone(row)) {
        this.#rows.delete(position)
        this.#positions.delete(row.id)
      } else if (position > (this.#last?.position ?? 0)) this.#last = row
    }
  }

  #replace(ranges: readonly LoadedRange[]): void {
    this.#ranges = ranges
    this.#lists.clear()
  }
}
