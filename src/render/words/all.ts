import type { Words } from '../words.ts';
import { arabic } from './arabic.ts';
import { bengali } from './bengali.ts';
import { simplifiedChinese, traditionalChinese } from './chinese.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { hebrew } from './hebrew.ts';
import { hindi } from './hindi.ts';
import { indonesian } from './indonesian.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';
import { korean } from './korean.ts';
import { persian } from './persian.ts';
import { portuguese } from './portuguese.ts';
import { russian } from './russian.ts';
import { spanish } from './spanish.ts';
import { thai } from './thai.ts';
import { turkish } from './turkish.ts';
import { urdu } from './urdu.ts';

/** Every language a fallback can speak. */
export const allWords: readonly Words[] = [
  english,
  arabic,
  hebrew,
  persian,
  urdu,
  spanish,
  french,
  german,
  portuguese,
  italian,
  russian,
  turkish,
  indonesian,
  hindi,
  bengali,
  japanese,
  simplifiedChinese,
  traditionalChinese,
  korean,
  thai,
];
