/** Under which the pages of accounts are kept: what changes an account makes them be asked for again. */
export const accountsKey = ['accounts'] as const
