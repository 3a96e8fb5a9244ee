import { type Calendar, isoDay } from './printed-date-calendar.ts';

/** A month as one language names it. */
export interface MonthName {
  /** 1 to 12. */
  readonly month: number;
  readonly calendar: Calendar;
  readonly locale: string;
  /** Among the languages most news is written in. */
  readonly major: boolean;
}

/**
 * The months a folded name (one to three words) may mean, over all languages Intl knows and we ask for; English alone
 * when English knows it. Each script's languages are read from Intl once, when a word of that script is first asked.
 */
export function monthNamed(folded: string): readonly MonthName[] {
  const english = tableOf('english').get(folded);
  if (english !== undefined) return english;
  return tableOf(scriptOf(folded)).get(folded) ?? [];
}

/** True for words that stand between a date's parts: `de`, `г`, `yil`, `сарын`. */
export function isFiller(folded: string): boolean {
  return fillers.has(folded);
}

/** True when the language of that name prints the day exactly so, in its long or medium form. */
export function printsAs(name: MonthName, year: number, day: number, printed: string): boolean {
  const wanted = printed.replace(/\s+/gu, ' ').toLowerCase();
  return formsOf(name, year, day).some((form) => form.startsWith(wanted));
}

/**
 * How much of the text's start is the day as one of the languages prints it, with all it puts behind: a dot, the
 * word for year, an ending. 0 where none prints it so.
 */
export function printedLength(names: readonly MonthName[], year: number, day: number, text: string): number {
  const head = digitsOf(text).replace(/\s/gu, ' ').toLowerCase();
  // digits of some scripts are two units long, some capitals one letter and small ones two
  if (head.length !== text.length) return 0;
  // English prints nothing behind
  const others = names.filter(({ locale }) => !locale.startsWith('en'));
  const forms = others.slice(0, 9).flatMap((name) => formsOf(name, year, day));
  const lengths = forms.filter((form) => head.startsWith(form)).map((form) => form.length);
  const longest = Math.max(0, ...lengths);
  return /^[\p{L}\p{M}\p{Nd}]/u.test(text.slice(longest)) ? 0 : longest;
}

/** The day in a language's long and medium form, in lower case, ASCII digits and plain spaces. */
function formsOf({ locale, calendar, month }: MonthName, year: number, day: number): string[] {
  const date = isoDay(calendar, year, month, day);
  if (date === null) return [];
  return formatsOf(`${locale}-u-ca-${calendar}-nu-latn`).map((format) =>
    format.format(Date.parse(date)).replace(/\s/gu, ' ').toLowerCase(),
  );
}

/** Made once for each language: that takes longer than a text to read. */
const formats = new Map<string, readonly Intl.DateTimeFormat[]>();

function formatsOf(locale: string): readonly Intl.DateTimeFormat[] {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const made = (['long', 'medium'] as const).map(
    (dateStyle) => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }),
  );
  formats.set(locale, made);
  return made;
}

/** A word as the tables hold it: no case, no dots, no vowel signs, Arabic letters that vary between keyboards as one. */
export function fold(word: string): string {
  // Most words are plain ones, and there are many of them.
  if (isAscii(word)) return word.toLowerCase().replace(/[.']/gu, '').trim();
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.'’ʻʼ‘׳॰]|[\u0640\u200c-\u200f]|[\u0307\u064b-\u065f\u0670]/gu, '')
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/[ىيې]/gu, 'ی')
    .replace(/ك/gu, 'ک')
    .replace(/ı/gu, 'i')
    .trim();
}

/** Decimal digits of any script as ASCII; anything else stays. */
export function digitsOf(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.findLast((each) => each <= code);
    return zero === undefined || code - zero > 9 ? digit : String(code - zero);
  });
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

const zeros = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
];

type Group = 'english' | 'latin' | 'cyrillic' | 'arabic' | 'other';

/** Languages by script; before the bar those most news is written in. */
const groups: Readonly<Record<Group, string>> = {
  english: 'en en-GB',
  latin:
    'de de-AT fr fr-CA es es-MX pt it nl sv da nb fi pl cs sk hu ro hr sl tr id ms vi fil | ' +
    'nn is fo sr-Latn bs az uz tk ku jv su ca eu gl eo et lv lt sq mt ga cy gd br lb rm af sw zu xh so om ha ig rw qu',
  cyrillic: 'ru uk bg sr mk be | uz-Cyrl kk ky tt mn',
  arabic: 'ar ar-LB ar-MA fa ur | ar-DZ ar-TN ar-IQ fa-AF ps sd ug ckb',
  other: 'el he hi bn ta te th ja ko zh | yi mr ne as gu pa or kn ml si lo my km ka hy am ti',
};

/** Calendars a language prints besides the Gregorian one. */
const ownCalendars: Readonly<Record<string, readonly Calendar[]>> = {
  fa: ['persian'],
  'fa-AF': ['persian'],
  ps: ['persian'],
  ar: ['islamic-umalqura'],
  ur: ['islamic-umalqura'],
};

/** Words between a date's parts, as Intl's long dates have them, and those that only people write. */
const fillers = new Set(
  (
    'de del d da di of the la a ta dhen don г год года гг р року роки рік ж оны сарын ел йил yil yili yilda gada g m ' +
    'թ թվականի ค ศ คศ พศ วันที่ năm ngày سنه عام م an am den le kl na pada tanggal hb b e ko'
  )
    .split(' ')
    .map(fold),
);

const tables = new Map<Group, Map<string, MonthName[]>>();

function tableOf(group: Group): Map<string, MonthName[]> {
  const known = tables.get(group);
  if (known !== undefined) return known;
  const table = new Map<string, MonthName[]>();
  tables.set(group, table);
  const [major = '', minor = ''] = groups[group].split(' | ');
  for (const locale of major.split(' ')) addLocale(table, locale, true);
  for (const locale of minor.split(' ').filter(Boolean)) addLocale(table, locale, false);
  return table;
}

function addLocale(table: Map<string, MonthName[]>, locale: string, major: boolean): void {
  for (const calendar of ['gregory', ...(ownCalendars[locale] ?? [])] as const) {
    for (const options of forms) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}-nu-latn`, {
        ...options,
        timeZone: 'UTC',
      });
      for (let month = 1; month <= 12; month += 1) {
        for (const name of namesIn(format.formatToParts(dayOf(calendar, month)))) {
          add(table, fold(name).replace(/\s+/gu, ' '), { month, calendar, locale, major });
        }
      }
    }
  }
}

/** The month's name, alone and with the letters that grow to it in the date (Hebrew `ב`, Mongolian `ын`). */
function namesIn(parts: readonly Intl.DateTimeFormatPart[]): string[] {
  const at = parts.findIndex((part) => part.type === 'month');
  const name = parts[at]?.value;
  if (name === undefined || /^[\p{Nd}.\s]*$|月|월/u.test(name)) return [];
  const before = /\p{L}*$/u.exec(parts[at - 1]?.value ?? '')?.[0] ?? '';
  const after = /^\p{L}*/u.exec(parts[at + 1]?.value ?? '')?.[0] ?? '';
  return before + after === '' ? [name] : [name, before + name + after];
}

/** Names in a whole date, alone, and short: many languages decline them. */
const forms = [
  { day: 'numeric', month: 'long', year: 'numeric' },
  { month: 'long' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { month: 'short' },
] as const;

function add(table: Map<string, MonthName[]>, key: string, name: MonthName): void {
  const names = table.get(key);
  if (names === undefined) table.set(key, [name]);
  else if (!names.some((known) => known.month === name.month && known.locale === name.locale))
    names.push(name);
}

/** A day well inside the month of that number: 1402 and 1445 began on 21 March and 19 July 2023. */
function dayOf(calendar: Calendar, month: number): number {
  const inside = 14 + Math.round((month - 1) * 30.2);
  const firstDays = {
    gregory: Date.UTC(2023, 0, 1 + inside),
    persian: Date.UTC(2023, 2, 21 + inside),
    'islamic-umalqura': Date.UTC(2023, 6, 19 + Math.round(inside * 0.97)),
  } as const satisfies Record<Calendar, number>;
  return firstDays[calendar];
}

function scriptOf(word: string): Group {
  if (/\p{Script=Latin}/u.test(word)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(word)) return 'cyrillic';
  return /\p{Script=Arabic}/u.test(word) ? 'arabic' : 'other';
}
