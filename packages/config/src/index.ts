export { listVariables, type Variable } from './list-variables.ts'
export { type Config, ConfigError, loadConfig, type ProcessName } from './load-config.ts'
