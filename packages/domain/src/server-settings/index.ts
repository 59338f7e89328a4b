export { getServerSettings } from './get-server-settings.ts'
export { findVersions, saveVersion } from './server-settings-repository.ts'
