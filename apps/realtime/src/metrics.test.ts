import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createNodeMetrics } from './metrics.ts'

test('what a node counts is told where it is asked for, also what has not happened yet', async () => {
  const metrics = createNodeMetrics({ sockets: () => 3, bufferedBytes: () => 4_096 })
  const registry = new Registry()
  for (const metric of metrics.all) registry.registerMetric(metric)
  metrics.answered('message:send', 0.02)
  metrics.delivered(0.002)
  metrics.headsTold()
  metrics.slowSocketCut()
  const lines = (await registry.metrics()).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'chatsphere_event_seconds_bucket{le="0.01",event="message:send"} 0',
      'chatsphere_event_seconds_bucket{le="0.025",event="message:send"} 1',
      'chatsphere_event_seconds_count{event="sync"} 0',
      'chatsphere_delivery_seconds_bucket{le="0.001"} 0',
      'chatsphere_delivery_seconds_bucket{le="0.0025"} 1',
      'chatsphere_heads_told_total 1',
      'chatsphere_slow_sockets_cut_total 1',
      'chatsphere_sockets 3',
      'chatsphere_buffered_bytes 4096',
    ]),
  )
})
