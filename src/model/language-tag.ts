/** A tag of a language (BCP 47) as HTML's `lang` takes it; null when it says there is none, or is no tag at all. */
export function readLanguageTag(tag: string): string | null {
  if (twoLetters.test(tag)) return renamed[tag] ?? tag;
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/iu.test(tag) || noLanguage.test(tag)) return null;
  return tag.replace(/^[^-]+/u, (first) => renamed[first.toLowerCase()] ?? first.toLowerCase());
}

/** The same as pages and their tools write it, `ar_EG` as systems do, too; null also for nothing. */
export function readLocale(value: string | undefined): string | null {
  return value === undefined ? null : readLanguageTag(value.trim().replaceAll('_', '-'));
}

/** Fields of front matter that tell a page's language, the best first. */
export const languageFields = ['lang', 'language', 'locale'] as const;

/** The language without its region: `ar` of `ar-EG`; of Chinese with the characters it is written in there, `zh-Hant`. */
export function writtenLanguage(tag: string): string {
  const language = tag.split('-')[0] ?? '';
  return language === 'zh' ? (traditional.test(tag) ? 'zh-Hant' : 'zh-Hans') : language;
}

/** Where Chinese is written in traditional characters. */
const traditional = /^(?!.*-hans).*-(?:hant|tw|hk|mo)(?:-|$)/iu;

/** Undetermined, none, several, and what X says for texts of links, tags, pictures or art only. */
const noLanguage = /^(?:und|zxx|mul|mis|art|q[a-z]{2})(?:-|$)/iu;

/** Nearly all that are met; none of those that say there is no language. */
const twoLetters = /^[a-z]{2}$/;

/** Codes of languages that were given new ones, and are still sent. */
const renamed: Readonly<Record<string, string>> = { iw: 'he', in: 'id', ji: 'yi' };
