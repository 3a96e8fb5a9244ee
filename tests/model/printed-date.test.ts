import { describe, expect, it } from 'vitest';
import { printedDateAt, readPrintedDate } from '../../src/model/printed-date.ts';
import { processorTime } from '../processor-time.ts';

/** Printed form, expected ISO day, language where one is needed. */
const printed: readonly (readonly [text: string, date: string | null, lang?: string])[] = [
  ['September 14, 2023', '2023-09-14'],
  ['Sept. 14, 2023', '2023-09-14'],
  ['14th September 2023', '2023-09-14'],
  ['Thursday, 14 September 2023', '2023-09-14'],
  ['8:30 PM · Sep 14, 2023', '2023-09-14'],
  ['3:12 PM - 27 Dec 2014', '2014-12-27'],
  ['5 октября 2018 г.', '2018-10-05'],
  ['14 вересня 2023 р.', '2023-09-14'],
  ['31. října 2018', '2018-10-31'],
  ['18 lipca 2018', '2018-07-18'],
  ['19 septembrie 2017', '2017-09-19'],
  ['1er août 2021', '2021-08-01'],
  ['9 de novembro de 2019', '2019-11-09'],
  ['1 de febrero de 2017', '2017-02-01'],
  ['febrero 22, 2014', '2014-02-22'],
  ['28. Dezember 2020', '2020-12-28'],
  ['5 Desember 2017', '2017-12-05'],
  ['14 MAYIS 2023', '2023-05-14'],
  ['2017-yil 17-aprel', '2017-04-17'],
  ['14-sentabr, 2023', '2023-09-14'],
  ['2023. szeptember 14.', '2023-09-14'],
  ['2023 m. rugsėjo 14 d.', '2023-09-14'],
  ['2023. gada 14. septembris', '2023-09-14'],
  ['2023 ж. 14 қыркүйек', '2023-09-14'],
  ['2023 оны 9-р сарын 14', '2023-09-14'],
  ['14 Σεπτεμβρίου 2023', '2023-09-14'],
  ['14 tháng 9, 2023', '2023-09-14'],
  ['14 בספטמבר 2023', '2023-09-14'],
  // Arabic and Urdu, month first, with and without a space, with the alef people type
  ['أغسطس 3, 2015', '2015-08-03'],
  ['اغسطس 3, 2015', '2015-08-03'],
  ['3 تشرين الأول 2023', '2023-10-03'],
  ['دسمبر 11, 2018', '2018-12-11'],
  ['مئی11, 2018', '2018-05-11'],
  // numerals of other scripts
  ['١٤ سبتمبر ٢٠٢٣', '2023-09-14'],
  ['१४ सितंबर २०२३', '2023-09-14'],
  ['১৪ সেপ্টেম্বর, ২০২৩', '2023-09-14'],
  ['14 ก.ย. 2023', '2023-09-14'],
  ['14‏/09‏/2023', '2023-09-14'],
  // East Asia
  ['2018年9月5日', '2018-09-05'],
  ['2018년 9월 5일', '2018-09-05'],
  ['令和5年9月14日', '2023-09-14'],
  ['民國112年9月14日', '2023-09-14'],
  // calendars of the language that prints them
  ['14 กันยายน 2566', '2023-09-14'],
  ['۲۳ شهریور ۱۴۰۲', '2023-09-14'],
  ['30 اسفند 1403', '2025-03-20'],
  ['29 صفر 1445', '2023-09-14'],
  ['1402/06/23', '2023-09-14', 'fa'],
  ['1402/06/23', null],
  // numbers only
  ['2023-09-14', '2023-09-14'],
  ['2023-09-14T23:59:60+02:00', '2023-09-14'],
  ['14.09.2023', '2023-09-14'],
  ['13/4/2018', '2018-04-13'],
  ['4/13/2018', '2018-04-13'],
  ['1518769492000', '2018-02-16'],
  // two readings: only a language can tell, and English alone can't
  ['3/4/2018', null],
  ['3/4/2018', '2018-04-03', 'fr'],
  ['3/4/2018', '2018-04-03', 'en-GB'],
  ['3/4/2018', null, 'en'],
  // the same word is October in Croatian and November in Polish
  ['3 listopada 2018', '2018-11-03'],
  ['3. listopada 2018.', '2018-10-03', 'hr'],
  ['3. listopadu 2018', '2018-11-03'],
  // no date of a post
  ['February 30, 2023', null],
  ['May 0, 2020', null],
  ['May 32, 2020', null],
  ['September 14, 10000', null],
  ['September 14, 9999', null],
  ['September 14, 1970', null],
  ['September 14, 0', null],
  ['Infinity', null],
  ['NaN', null],
  ['yesterday', null],
  ['12 people in 2018', null],
  ['Selasa (23/4)', null],
  ['2018', null],
  ['', null],
];

describe('readPrintedDate', () => {
  it.each(printed)('reads %j as %j (%s)', (text, date, lang) => {
    expect(readPrintedDate(text ?? '', lang)).toBe(date);
  });

  it('reads what Intl prints, whole year round, and never another day when the language is not known', () => {
    const languages =
      'en en-GB de de-AT fr es es-MX pt it nl sv da nb fi pl cs sk hu ro bg mk sr hr sl ru uk be el tr az uz kk ky mn ka ' +
      'hy ar ar-LB ar-MA he fa ps ur hi mr ne bn gu pa ta te kn th lo my km vi id ms fil ja ko zh zh-TW ca eu gl et lv lt sq af sw am';
    const missed: string[] = [];
    for (const lang of languages.split(' ')) {
      for (let month = 0; month < 12; month += 1) {
        const date = new Date(Date.UTC(2024, month, month + 13));
        const day = date.toISOString().slice(0, 10);
        const text = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
        const blind = readPrintedDate(text);
        if (readPrintedDate(text, lang) !== day || (blind !== null && blind !== day))
          missed.push(`${lang}: ${text}`);
      }
    }
    expect(missed).toEqual([]);
  });

  it('stays quick on hostile text', () => {
    const spent = processorTime();
    for (const part of ['1 ', '2018 ', 'May ', '9', '年', '. ', '1/1/', 'a.'])
      readPrintedDate(part.repeat(1e6));
    expect(spent()).toBeLessThan(2_000);
  });
});

describe('printedDateAt', () => {
  it.each([
    ['5 октября 2018 г. Как сообщили', '5 октября 2018 г.'],
    ['5 октября 2018 года', '5 октября 2018'],
    ['January 11, 2022See more', 'January 11, 2022'],
    ['2018年9月5日に', '2018年9月5日'],
    ['1518769492000 फिल्म', '1518769492000'],
    ['May 3, 2018;;;;', 'May 3, 2018'],
    ['2023-09-14, 5 people', '2023-09-14'],
  ])('ends the date of %j after %j', (text, date) => {
    expect(text.slice(0, printedDateAt(text, 0)?.end ?? 0)).toBe(date);
  });

  it.each([
    '14. rujna 2023.',
    '14. септембар 2023.',
    '2023. szeptember 14.',
    '2023. gada 14. sept.',
    '29 صفر 1445 هـ',
    '14ê îlona 2023an',
    '14.09.2023 г.',
    '2023. 9. 14.',
    '14. 9. 2023.',
  ])('ends where its language ends it: %s', (text) => {
    expect(printedDateAt(`${text} Next`, 0)).toEqual({ date: '2023-09-14', end: text.length });
  });

  it.each(['September 14, 2023', '14 Sep 2023', '14.09.2023', '2023-09-14'])(
    'leaves the full stop of a sentence alone: %s',
    (text) => {
      expect(printedDateAt(`${text}. Next`, 0)).toEqual({ date: '2023-09-14', end: text.length });
    },
  );

  it('wants the date to begin at the index, on one line', () => {
    expect(printedDateAt('on May 3, 2018', 0)).toBeNull();
    expect(printedDateAt('on May 3, 2018', 3)).toEqual({ date: '2018-05-03', end: 14 });
    expect(printedDateAt('May 3,\n2018', 0)).toBeNull();
  });
});
