import { openDatabase } from '@chatsphere/db'
import { setupTokenLifetimeMs } from './lifetimes.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

/**
 * A new token for the set-up link of the first admin, in place of any earlier one; null when there is an admin.
 * For the start command, which connects as the owner.
 */
export async function issueSetupToken(options: { databaseUrl: string }): Promise<string | null> {
  const db = openDatabase({ url: options.databaseUrl, poolMax: 1 })
  try {
    return await db.inPrismaTransaction(async (tx) => {
      if ((await tx.prisma.user.count({ where: { role: 'admin' } })) > 0) return null
      const token = newSecretToken()
      await tx.prisma.oneTimeToken.deleteMany({ where: { purpose: 'admin_setup' } })
      await tx.prisma.oneTimeToken.create({
        data: { hash: hashSecretToken(token), purpose: 'admin_setup', expiresAt: new Date(Date.now() + setupTokenLifetimeMs) },
      })
      return token
    })
  } finally {
    await db.close()
  }
}
