import os from 'node:os'
import path from 'node:path'

/** Where the server under test keeps its data: that of `npm test`, or one that stays when the tests are run by hand. */
export const dataFolder = process.env.TEST_DATA_DIR ?? path.join(os.tmpdir(), 'chatsphere-e2e')
