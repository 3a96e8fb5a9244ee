import { HoldfastError } from '../errors.ts';
import { cardLanguage } from './language.ts';
import { allWords } from './words/all.ts';

/** Every language a card can speak, BCP 47. */
export const cardLanguages: readonly string[] = allWords.map(({ lang }) => lang);

/** The one of ours that `ar`, `ar-EG` or `AR` names. Throws `usage` for any other. */
export function readCardLanguage(tag: string): string {
  const lang = cardLanguage(tag.trim());
  if (lang !== null) return lang;
  throw new HoldfastError(
    'usage',
    `cards don't speak ${tag.trim() === '' ? 'a language without a name' : tag.trim()}: choose one of ${cardLanguages.toSorted().join(', ')}`,
    { facts: { language: tag } },
  );
}
