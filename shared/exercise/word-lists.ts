/**
 * Vocabularies that every exercise carries though no field names them: by these the merge knows that two cards say the
 * same. Their entries hold several ways to say a thing, between slashes.
 */
export const wordLists: readonly string[] = ['abbreviations', 'glossary']
