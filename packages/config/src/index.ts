export { listVariables, type Variable } from './list-variables.ts'
export { type Config, ConfigError, loadConfig } from './load-config.ts'
