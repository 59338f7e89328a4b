import { expect, test } from 'vitest'
import { processesOn } from './cluster/cluster.ts'
import { type FaultKind, faultKinds } from './faults/fault.ts'
import { makePlan } from './plan.ts'
import { standardScene } from './scene.ts'

const kinds = Object.keys(faultKinds) as FaultKind[]
const planOf = (seed: number, over: { faults?: number; sendsPerSecond?: number } = {}) =>
  makePlan({
    seed,
    scene: standardScene(),
    lengthMs: 120_000,
    sendsPerSecond: 15,
    kinds,
    processes: processesOn.servers,
    faults: kinds.length,
    ...over,
  })

test('the same seed makes the same plan, another seed another', () => {
  expect(planOf(7)).toEqual(planOf(7))
  expect(planOf(7)).not.toEqual(planOf(8))
})

test('the faults are the same however much is written', () => {
  expect(planOf(7, { sendsPerSecond: 40 }).faults).toEqual(planOf(7).faults)
})

test('every kind comes once before any comes twice', () => {
  const planned = planOf(3, { faults: kinds.length * 2 }).faults.map(({ kind }) => kind)
  expect(planned.slice(0, kinds.length).sort()).toEqual([...kinds].sort())
  expect(planned).toHaveLength(kinds.length * 2)
})

test('about as much is written as was asked for', () => {
  const sends = planOf(3).operations.reduce((sum, { operation }) => sum + (operation.do === 'send' ? operation.count : 0), 0)
  expect(sends / (120 * 15)).toBeGreaterThan(0.8)
  expect(sends / (120 * 15)).toBeLessThan(1.25)
})
