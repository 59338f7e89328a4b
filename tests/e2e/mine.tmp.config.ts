import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'
export default defineConfig({
  ...base,
  webServer: undefined,
  outputDir: '/tmp/w-c-shots/results',
  use: { ...base.use, baseURL: 'http://localhost:4340', trace: 'off' },
  reporter: 'line',
})
