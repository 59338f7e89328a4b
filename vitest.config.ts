import path from 'node:path'
import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/.next/**', '**/.data/**', 'tests/e2e/**']

/**
 * `x.test.ts` is pure and takes milliseconds. `x.integration.test.ts` uses real servers and processes: `npm test`
 * gives it a PostgreSQL in TEST_DATABASE_URL, and few of them run at a time, since they share the machine with it.
 */
export default defineConfig({
  // As in apps/web/tsconfig.json.
  resolve: { alias: { '@': path.resolve(import.meta.dirname, 'apps/web/src') } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
