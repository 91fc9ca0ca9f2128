/** The forms of a sentence by the plural rules of its language. English has `one` and `other`; Arabic all six. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * Chooses the form for a count and puts the count in for `#`, written as the reader's own region writes numbers. `language` is that
 * of the words, not of the reader's browser: "1 characters" is wrong wherever it is read.
 */
export function pluralIn(language: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat();
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', () => number.format(count));
}
