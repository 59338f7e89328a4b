import { enPage } from './en-page.ts'

/**
 * The part of the catalogue in use for the pages that stand in for others. Every page loads them beside itself, each in
 * a chunk of its own, so they bring their own words and not all of them.
 */
export const pageText = enPage
