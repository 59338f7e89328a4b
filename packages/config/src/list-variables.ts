import { type VariableText, variableTexts } from './variable-texts.ts'
import { variables } from './variables.ts'

export interface Variable extends VariableText {
  readonly name: string
  /** Undefined: it has none. */
  readonly defaultValue: string | undefined
}

/** Every variable that a process reads at its start. */
export function listVariables(): Variable[] {
  return Object.entries(variableTexts).map(([name, text]) => {
    const { data } = variables.shape[name as keyof typeof variableTexts].safeParse(undefined)
    const value = data === undefined ? '' : String(data)
    return { name, ...text, defaultValue: value === '' ? undefined : value }
  })
}
