const plural = new Intl.PluralRules('ar')

export interface Forms {
  /** One and two of it, without a number: Arabic has words of their own for both. */
  one: string
  two: string
  /** 3 to 10. */
  few: string
  /** 11 to 99. */
  many: string
  other: string
}

export function counted(count: number, forms: Forms, shown = String(count)): string {
  const form = plural.select(count)
  if (form === 'one' || form === 'two') return forms[form]
  return `${shown} ${form === 'few' || form === 'many' ? forms[form] : forms.other}`
}
