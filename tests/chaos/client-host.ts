import type { Socket } from 'socket.io-client'
import { Device, type Names } from './clients/device.ts'
import type { HostAnswer, HostMethods, HostRequest } from './clients/host-protocol.ts'
import { askUnread, openRawSocket, race } from './clients/raw-socket.ts'
import { Recorder } from './clients/recorder.ts'
import { tapSockets } from './clients/wire-tap.ts'

/*
 * A process full of devices. Apart from the supervisor, so that its clock can be set and a bug planted in the client, and so that
 * two cores share the work. It ends when the supervisor does.
 */
const devices = new Map<string, Device>()
const rawSockets = new Map<string, Socket>()
const deviceByPort = new Map<number, string>()
let names: Names = { users: {}, conversations: {} }
let recorder: Recorder | undefined

tapSockets(
  (port) => deviceByPort.get(port),
  (device, event) => recorder?.note(device, event),
)

const methods: HostMethods = {
  setUp(input) {
    names = input.names
    recorder = new Recorder(input.file)
    return null
  },
  async open({ devices: setups }) {
    await Promise.all(
      setups.map(async (setup) => {
        deviceByPort.set(Number(new URL(setup.realtimeUrl).port), setup.name)
        if (setup.kind === 'client')
          devices.set(setup.name, await Device.open(setup, names, (event) => recorder?.note(setup.name, event)))
        else rawSockets.set(setup.name, openRawSocket(setup, setup.kind === 'racer'))
      }),
    )
    return null
  },
  act({ device, operation }) {
    if (operation.do === 'race') {
      const racers = [...rawSockets].flatMap(([name, socket]) => (name.startsWith('racer') ? [socket] : []))
      race(racers, names.conversations[operation.in] ?? '')
    } else devices.get(device)?.act(operation)
    return null
  },
  digest: () => Object.fromEntries([...devices].map(([name, device]) => [name, device.digest()])),
  view: () => Object.fromEntries([...devices].map(([name, device]) => [name, device.view()])),
  presence: () => [
    ...[...devices].map(([name, device]) => ({ name, ...device.presence() })),
    ...[...rawSockets].map(([name, { connected }]) => ({ name, connected, idle: false, shown: {} })),
  ],
  leave({ device }) {
    devices.get(device)?.stop()
    return null
  },
  async cold({ setup }) {
    const device = await Device.open(setup, names, () => undefined)
    try {
      await device.whenReady()
      return { store: device.view(), serverUnread: await askUnread(setup) }
    } finally {
      device.stop()
    }
  },
  async close() {
    for (const device of devices.values()) device.stop()
    for (const socket of rawSockets.values()) socket.disconnect()
    const closing = recorder
    // What the devices tell of their own end is no part of the run.
    recorder = undefined
    await closing?.close()
    return null
  },
}

process.on('message', (message: Partial<HostRequest>) => {
  const { request, method } = message
  if (request === undefined || method === undefined) return
  const answer = (reply: HostAnswer) => process.send?.(reply)
  const call = methods[method] as (input: unknown) => unknown
  Promise.resolve()
    .then(() => call(message.input))
    .then(
      (value) => answer({ answer: request, value }),
      (error: unknown) =>
        answer({ answer: request, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
})
process.on('disconnect', () => process.exit(0))
