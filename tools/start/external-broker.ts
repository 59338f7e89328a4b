import { errorCode } from './start-error.ts'

/** The first with quorum queues that hand dead letters on without losing any. */
const oldestVersion = [3, 10] as const

/** What stands against using the server of `RABBITMQ_URL`, in words; empty when nothing does. Changes nothing there. */
export async function findBrokerProblems(rabbitmqUrl: string): Promise<string[]> {
  const { connect } = await import('amqplib') // most starts have no broker
  try {
    const connection = await connect(rabbitmqUrl, { timeout: 5_000 })
    // Whatever happens to it later is nobody's concern here.
    connection.on('error', () => {})
    const { version } = connection.connection.serverProperties
    await connection.close()
    return isOld(version)
      ? [`The server of RABBITMQ_URL is version ${version}; at least ${oldestVersion.join('.')} is needed.`]
      : []
  } catch (error) {
    return [brokerComplaint(error, rabbitmqUrl)]
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1])
}

/** Without the password. */
function brokerComplaint(error: unknown, rabbitmqUrl: string): string {
  const { hostname, port, username, pathname } = new URL(rabbitmqUrl)
  const where = `${hostname}${port && `:${port}`} (RABBITMQ_URL)`
  const text = error instanceof Error ? error.message : String(error)
  if (errorCode(error) === 'ECONNREFUSED') return `No RabbitMQ answers at ${where}: start it, or correct the address.`
  if (errorCode(error) === 'ENOTFOUND') return `There is no computer called ${where}: correct the address.`
  if (/ACCESS.REFUSED/.test(text))
    return `RabbitMQ at ${where} does not let "${username || 'guest'}" in: check user and password.`
  // The broker ends the connection at its last step: where the virtual host is named.
  if (/ConnectionOpenOk/.test(text)) {
    return `"${username || 'guest'}" may not use the virtual host "${decodeURIComponent(pathname.slice(1)) || '/'}" of ${where}, or there is none.`
  }
  return `RabbitMQ at ${where} cannot be used: ${text}`
}
