/** A language as BCP 47 where it is one; null for malformed codes and for those that name no language. */
export function readLang(code: string | null | undefined): string | null {
  const tag = (code ?? '').replaceAll('_', '-');
  return isTag.test(tag) && !noLanguage.test(tag) ? tag : null;
}

const isTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/iu;

/** Undetermined, none, several, uncoded. */
const noLanguage = /^(?:und|zxx|mul|mis)(?:-|$)/iu;
