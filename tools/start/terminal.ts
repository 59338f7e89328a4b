import { styleText } from 'node:util'
import type { LogLine } from './log-line.ts'
import type { Mode } from './mode.ts'

type Style = Parameters<typeof styleText>[0]

/** What is told once everything runs. */
export interface Running {
  address: string
  lanAddresses: readonly string[]
  /** Browsers take it for a secure context on other devices too. */
  secure: boolean
  setupLink: string | undefined
  logFolder: string
  /** Of a local certificate: what other devices have to trust. */
  authorityFile: string | undefined
}

/** What the person at the terminal sees. Colour only where the output is a terminal that wants it (NO_COLOR, pipes). */
export class Terminal {
  readonly #out: NodeJS.WritableStream
  readonly #began = performance.now()

  constructor(out: NodeJS.WritableStream = process.stdout) {
    this.#out = out
    // The terminal was closed: stopping cleanly matters more than saying so.
    out.on('error', () => {})
  }

  title(mode: Mode): void {
    const remark = { start: '', cluster: '  cluster', dev: '  development' }[mode]
    this.#write(`\n  ${this.#style('bold', 'ChatSphere X')}${this.#style('dim', remark)}\n\n`)
  }

  /** Something that takes long enough to wonder about. */
  underWay(text: string): void {
    this.#write(`  ${this.#style('dim', `… ${text}`)}\n`)
  }

  done(subject: string, detail: string, tookMs?: number): void {
    const took = tookMs === undefined ? '' : this.#style('dim', `  ${seconds(tookMs)}`)
    this.#write(`  ${this.#style('green', '✓')} ${subject.padEnd(14)}${this.#style('dim', detail)}${took}\n`)
  }

  note(text: string): void {
    this.#write(`  ${this.#style('dim', text)}\n`)
  }

  running(start: Running): void {
    const { address, lanAddresses, setupLink, logFolder, authorityFile } = start
    const row = (label: string, value: string, remark = ''): string =>
      `  ${label.padEnd(16)}${value}${this.#style('dim', remark)}\n`
    this.#write(
      [
        `\n  Ready in ${seconds(performance.now() - this.#began)}\n\n`,
        row('Open', this.#style(['bold', 'cyan'], address)),
        ...lanAddresses.map((lan, index) => row(index === 0 ? 'On your network' : '', lan)),
        authorityFile
          ? row(
              'Trust it',
              `${lanAddresses[0] ?? address}/authority.crt`,
              `  (on each device, once; the file is ${authorityFile})`,
            )
          : '',
        lanAddresses.length > 0 && !start.secure
          ? this.#style('dim', '  There, over plain HTTP, it runs in reduced mode; `npm start -- --https` gives all of it.\n')
          : '',
        setupLink ? row('First admin', this.#style('yellow', setupLink), '  (works once)') : '',
        this.#style('dim', `\n  Ctrl+C stops everything. Logs: ${logFolder}\n\n`),
      ].join(''),
    )
  }

  log(source: string, line: LogLine): void {
    const style: Style = line.level === 'error' ? 'red' : line.level === 'warn' ? 'yellow' : 'dim'
    const [first = '', ...rest] = line.text.split('\n')
    this.#write(`  ${this.#style(style, source.padEnd(9))} ${first}\n`)
    for (const text of rest) this.#write(`            ${this.#style('dim', text)}\n`)
  }

  problems(problems: readonly string[]): void {
    const title = problems.length === 1 ? 'ChatSphere did not start' : `ChatSphere did not start: ${problems.length} problems`
    this.#list(title, problems)
  }

  failure(title: string, details: readonly string[] = []): void {
    this.#list(title, details)
  }

  #list(title: string, lines: readonly string[]): void {
    this.#write(`\n  ${this.#style('red', '✗')} ${this.#style('bold', title)}\n\n`)
    for (const line of lines) this.#write(`    - ${line.replaceAll('\n', '\n      ')}\n`)
    if (lines.length > 0) this.#write('\n')
  }

  #style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#out })
  }

  #write(text: string): void {
    this.#out.write(text)
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
