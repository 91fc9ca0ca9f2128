/** The literal words of one language are any words in another. */
export type Shape<Words> = Words extends string
  ? string
  : Words extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Words]: Shape<Words[Name]> };
