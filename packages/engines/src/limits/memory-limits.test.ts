import { limitsConformance } from '@chatsphere/testing/conformance'
import { createMemoryLimits } from './memory-limits.ts'

limitsConformance({ create: createMemoryLimits })
