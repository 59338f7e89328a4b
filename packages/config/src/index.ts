export { type Config, type ProcessName, ConfigError, loadConfig } from './load-config.ts'
