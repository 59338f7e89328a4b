/** SQL with a name: PostgreSQL parses it once per connection; through a pooler, each time. The text says its locks and its index where they matter. */
export interface Statement {
  readonly name: string
  readonly text: string
}

export function statement(name: string, text: string): Statement {
  return { name, text }
}

/** What an act may do inside a transaction, whichever client is below. Rows come with bigint as number and times as Date. */
export interface Tx {
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}
