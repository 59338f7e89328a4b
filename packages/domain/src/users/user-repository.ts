import { statement, type Tx } from '@chatsphere/db'
import type { UserRecord } from './user-view.ts'

/** For the `<%` operator of the search below; holds for the transaction. */
const allowTypos = statement('allow-typos', `SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true)`)

/**
 * Those with a name part that begins with the text, then those that resemble it, the nearest first; index user_search_text_idx
 * serves both. `$1` the text, `$2` the same as a LIKE pattern, `$3` who asks, `$4` and `$5` page.
 */
const searchByName = statement(
  'search-users',
  `SELECT id, username, display_name AS "displayName", avatar_colour AS "avatarColour",
          disabled_at AS "disabledAt", deleted_at AS "deletedAt"
   FROM user_schema."user"
   WHERE (search_text LIKE $2 OR $1 <% search_text) AND disabled_at IS NULL AND id <> $3
   ORDER BY username = $1 DESC, search_text LIKE $2 DESC, word_similarity($1, search_text) DESC, username
   LIMIT $4 OFFSET $5`,
)

function likePattern(text: string): string {
  return `% ${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
}

/** `query` in lower case. Needs a transaction of its own. */
export async function findUsersByName(
  tx: Tx,
  input: { query: string; exceptUserId: string; limit: number; offset: number },
): Promise<UserRecord[]> {
  await tx.query(allowTypos)
  return tx.query<UserRecord>(searchByName, [
    input.query,
    likePattern(input.query),
    input.exceptUserId,
    input.limit,
    input.offset,
  ])
}
