/** X's language code as BCP 47: its old codes renewed, its codes for "no language" as null. */
export function readLang(code: string | null): string | null {
  if (code === null || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/iu.test(code)) return null;
  if (noLanguage.test(code)) return null;
  return renewed.get(code.toLowerCase()) ?? code;
}

/** Codes ISO 639 gave up in 1989. */
const renewed: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
]);

/** Undetermined, none, art, and the private codes for links, media, tags or mentions only. */
const noLanguage = /^(?:und|zxx|art|mul|mis|q[a-t][a-z])$/iu;
