import manifest from '../package.json' with { type: 'json' }

/** Which release runs: the packages of the house carry one version. */
export const version: string = manifest.version
