import { type Area, testsOf, together } from '../line.ts'

const sources = testsOf('tools/security/sources.test.ts')
const malformed = testsOf('packages/api/src/malformed.integration.test.ts')
const inputs = testsOf('packages/api/src/inputs-and-answers.integration.test.ts')
const errors = testsOf('packages/api/src/errors.integration.test.ts')
const logger = testsOf('packages/runtime/src/logger.test.ts')
const logLines = testsOf('tools/start/log-line.test.ts')
const mails = testsOf('packages/engines/src/mail/file-mailer.test.ts')
const rights = testsOf('packages/db/src/database.integration.test.ts')
const config = testsOf('packages/config/src/load-config.test.ts')
const pages = testsOf('tests/e2e/headers.spec.ts')
const requestIds = testsOf('packages/runtime/src/request-id.test.ts')
const addresses = testsOf('packages/runtime/src/client-address.test.ts')

export const codeAndOperation: Area = {
  name: 'code and operation',
  lines: [
    {
      id: 'sql',
      text: 'SQL is parameterized',
      asvs: '1.2.4',
      proof: sources(
        'the sources › make every SQL statement while they load: nothing that a request says can be part of one',
        'the sources › hand SQL as text to a database in packages/db and in the fan-out alone',
      ),
    },
    {
      id: 'prototypes',
      text: 'No input reaches a prototype',
      asvs: '15.3.6',
      proof: inputs('a prototype in an input changes nobody'),
    },
    {
      id: 'regular-expressions',
      text: 'No regular expression is made by a user',
      asvs: '1.2.9',
      proof: sources('the sources › make no regular expression of what somebody has written'),
    },
    {
      id: 'log-secrets',
      text: 'No secret is in a log',
      asvs: '16.2.5',
      proof: together(
        logger(
          'what lets somebody in, and what people write, is not in a log, however deep it stands',
          'what hangs on an error is kept out too, and the error is told with its cause',
        ),
        mails('the file is named by time, recipient and subject, and nobody else may read it; what is told has no link'),
      ),
    },
    {
      id: 'log-injection',
      text: 'Nobody else writes lines of a log, or moves the terminal that shows it',
      asvs: '16.4.1',
      proof: together(
        logger('line breaks of somebody else make no line of the log'),
        logLines('nothing in it moves the cursor or changes the colour of the terminal that shows it'),
      ),
    },
    {
      id: 'internals',
      text: 'Errors tell no internals',
      asvs: '16.5.1',
      proof: inputs('a defect is told without its words'),
    },
    {
      id: 'refusals',
      text: 'Whatever is wrong with a call is a refusal, never a fault of ours',
      asvs: '16.5.3',
      proof: together(
        errors('%s has a stable code and a 4xx status'),
        malformed('%s malformed calls are each refused as invalid_input, nothing is stored, and the server lives'),
      ),
    },
    {
      id: 'audit',
      text: 'The audit is append-only by the rights of the database',
      asvs: '16.4.2',
      proof: rights(
        'the rights of each process › %s can change or remove nothing in the audit',
        'the rights of each process › %s can neither read nor write the audit',
      ),
    },
    {
      id: 'process-rights',
      text: 'A process has the rights that it needs and no others',
      asvs: '13.2.2',
      proof: rights(
        'the rights of each process › the realtime node cannot read addresses or password hashes',
        'the rights of each process › %s can remove no message',
      ),
    },
    {
      id: 'metrics',
      text: '`/metrics` is not public',
      asvs: '13.4.5',
      proof: together(
        config('loadConfig › metrics are for this machine alone, and nobody is believed to be a proxy, unless somebody says so'),
        pages(
          'what nobody of ours asks for is shut: metrics, next-auth beside signing in, actions of pages, conversion of pictures',
        ),
      ),
    },
    {
      id: 'client-address',
      text: 'The address of a client is taken from configured proxies alone',
      asvs: '4.1.3',
      proof: addresses('%s', 'only this machine and the proxies that are named are believed'),
    },
    {
      id: 'request-ids',
      text: 'The name of a request in logs and answers is our own, or that of a configured proxy',
      asvs: '16.2.1',
      proof: requestIds(
        'a name that a trusted proxy gave is kept',
        'what anybody else calls a request is not believed',
        'what is no name is replaced: %j',
      ),
    },
    {
      id: 'dependencies',
      text: 'No dependency has a known serious hole',
      asvs: '15.2.1',
      proof: {
        reason:
          'not a test: what is known changes without us, and asking needs a registry. `npm audit --omit=dev` belongs before each release',
      },
    },
  ],
}
