export { getServerSettings } from './get-server-settings.ts'
export { findVersions, saveVersion, settingOf } from './server-settings-repository.ts'
