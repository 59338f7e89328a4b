import { type DatabaseVariable, databaseComplaint, showDatabase } from './database-complaint.ts'

const oldestVersion = 150_000

/** What stands against using the server of the variable `name`, in words; empty when nothing does. Changes nothing there. */
export async function findDatabaseProblems(databaseUrl: string, name: DatabaseVariable): Promise<string[]> {
  const { default: pg } = await import('pg') // most starts use the embedded server and need no client here
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'chatsphere-start',
  })
  client.on('error', () => {}) // a connection lost later shows in the query below
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; mayCreate: boolean; readOnly: boolean }>(`
      SELECT current_setting('server_version_num')::int AS version,
             has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
             pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS "readOnly"`)
    const server = rows[0]
    const problems: string[] = []
    if (server && server.version < oldestVersion) {
      problems.push(
        `The PostgreSQL server of ${name} is version ${Math.floor(server.version / 10_000)}; at least ${oldestVersion / 10_000} is needed.`,
      )
    }
    if (server?.readOnly)
      problems.push(`The database ${showDatabase(databaseUrl)} (${name}) is read-only: name the primary server.`)
    else if (server && !server.mayCreate) {
      problems.push(
        `The user of ${name} may not create anything in ${showDatabase(databaseUrl)}: make it the owner (ALTER DATABASE … OWNER TO …).`,
      )
    }
    return problems
  } catch (error) {
    return [databaseComplaint(error, databaseUrl, { name })]
  } finally {
    await client.end().catch(() => {})
  }
}
