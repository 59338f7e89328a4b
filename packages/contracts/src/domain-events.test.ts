import { expect, test } from 'vitest'
import storedSamples from '../samples/domain-events.json' with { type: 'json' }
import { type DomainEventTopic, domainEvents } from './domain-events.ts'

/**
 * What has been published is still on its way during a rolling upgrade, and is read again years later. A sample is never changed:
 * a new optional field gets another sample, a new meaning another version.
 */
const samples: Record<string, unknown[]> = storedSamples

test('there are samples of every version of every event, and of none that has gone', () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(domainEvents).sort())
})

test.each(Object.keys(domainEvents) as DomainEventTopic[])('the stored samples of %s still parse, whole', (topic) => {
  expect(samples[topic]?.length).toBeGreaterThan(0)
  for (const sample of samples[topic] ?? []) expect(domainEvents[topic].parse(sample)).toEqual(sample)
})
