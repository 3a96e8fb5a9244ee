import { describe, expect, it } from 'vitest';
import { detectText } from '../../src/detect/text.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import { platforms } from '../../src/platforms/index.ts';

/** Platform, name, handle and text of each embed. */
function find(text: string): unknown[] {
  const decoded = decodeArticle(Buffer.from(text), { declared: null, html: false });
  return detectText(decoded, { name: 'article.txt' }, platforms).map(({ platform, quoted }) => [
    platform,
    quoted?.name,
    quoted?.handle,
    quoted?.text,
  ]);
}

const before =
  'The council met on Monday evening and heard forty speakers, most of whom had come to talk about the bridge and what closing it would mean for the market.';
const after =
  'The vote was put off until the end of the month, when the engineers are due to hand in their report on the northern pillar.';

function expectNothing(line: string): void {
  for (const gap of ['\n', '\n\n']) expect(find([before, line, after].join(gap))).toEqual([]);
}

describe('bylines are no posts', () => {
  it.each([
    'Por Ana Ruiz (@ana_ruiz) | 14 de septiembre de 2023',
    'Por Ana Ruiz (@ana_ruiz) 14 de septiembre de 2023',
    'Von Ana Ruiz (@ana_ruiz) 14. September 2023',
    'Par Ana Ruiz (@ana_ruiz) | 14 septembre 2023',
    'Publié par Ana Ruiz (@ana_ruiz) le 14 septembre 2023',
    'Di Ana Ruiz (@ana_ruiz) 14 settembre 2023',
    'a cura di Ana Ruiz (@ana_ruiz) 14 settembre 2023',
    'Door Ana Ruiz (@ana_ruiz) | 14 september 2023',
    'Av Ana Ruiz (@ana_ruiz) 14 september 2023',
    'Af Ana Ruiz (@ana_ruiz) 14. september 2023',
    'Od Ana Ruiz (@ana_ruiz) 14. září 2023',
    'Przez Ana Ruiz (@ana_ruiz) 14 września 2023',
    'Autor: Ana Ruiz (@ana_ruiz) 14 września 2023',
    'Napsala Ana Ruiz (@ana_ruiz) 14. září 2023',
    'Yazan: Ana Ruiz (@ana_ruiz) 14 Eylül 2023',
    'Haber: Ana Ruiz (@ana_ruiz) 14 Eylül 2023',
    'Oleh Ana Ruiz (@ana_ruiz) 14 September 2023',
    'Penulis: Ana Ruiz (@ana_ruiz) 14 September 2023',
    'بقلم Ana Ruiz (@ana_ruiz) 14 سبتمبر 2023',
    'بقلم: آنا رويز (@ana_ruiz) | 14 سبتمبر 2023',
    'كتبت آنا رويز (@ana_ruiz) 14 سبتمبر 2023',
    'نوشته آنا رویز (@ana_ruiz) ۲۳ شهریور ۱۴۰۲',
    'نویسنده: آنا (@ana_ruiz) ۲۳ شهریور ۱۴۰۲',
    'מאת אנה רואיז (@ana_ruiz) 14 בספטמבר 2023',
    'Автор: Анна Руис (@ana_ruiz) 14 сентября 2023',
    'Текст: Анна Руис (@ana_ruiz) | 14 сентября 2023 г.',
    'Από την Άννα Ρουίζ (@ana_ruiz) 14 Σεπτεμβρίου 2023',
    'Γράφει η Άννα (@ana_ruiz) 14 Σεπτεμβρίου 2023',
    'Írta: Ana Ruiz (@ana_ruiz) 2023. szeptember 14.',
    'De Ana Ruiz (@ana_ruiz) 14 septembrie 2023',
    'Scris de Ana Ruiz (@ana_ruiz) 14 septembrie 2023',
    'Kirjoittanut Ana Ruiz (@ana_ruiz) 14. syyskuuta 2023',
    'Teksti: Ana Ruiz (@ana_ruiz) 14. syyskuuta 2023',
    'Piše: Ana Ruiz (@ana_ruiz) 14. rujna 2023.',
    'Пише: Ана Руиз (@ana_ruiz) 14. септембар 2023.',
    'Tác giả: Ana Ruiz (@ana_ruiz) 14 tháng 9, 2023',
    'โดย อานา (@ana_ruiz) 14 กันยายน 2566',
    '文/安娜 (@ana_ruiz) 2023年9月14日',
    '記者：安娜 (@ana_ruiz) 2023年9月14日',
    '文・アナ (@ana_ruiz) 2023年9月14日',
    '글 아나 루이스 (@ana_ruiz) 2023년 9월 14일',
    '기자 아나 (@ana_ruiz) 2023년 9월 14일',
    'लेखक: आना (@ana_ruiz) 14 सितंबर 2023',
    'लेखन आना (@ana_ruiz) 14 सितंबर 2023',
    'লেখক: আনা (@ana_ruiz) ১৪ সেপ্টেম্বর, ২০২৩',
    'Na Ana Ruiz (@ana_ruiz) 14 Septemba 2023',
    'Mwandishi: Ana Ruiz (@ana_ruiz) 14 Septemba 2023',
    'تحریر: آنا (@ana_ruiz) 14 ستمبر 2023',
  ])('%j', expectNothing);
});

describe('bylines with more than a name are no posts', () => {
  it.each([
    'Staff writer Ana Ruiz (@ana_ruiz) | September 14, 2023',
    'Ana Ruiz (@ana_ruiz) | September 14, 2023 | Politics',
    'Published September 14, 2023 by Ana Ruiz (@ana_ruiz)',
    'Ana Ruiz, Political Editor (@ana_ruiz) September 14, 2023',
    'Written by Ana Ruiz (@ana_ruiz) on September 14, 2023',
    'By ANA RUIZ (@ana_ruiz) and BO LI (@boli) September 14, 2023',
    'by Ana Ruiz (@ana_ruiz), September 14, 2023',
    '— By Ana Ruiz (@ana_ruiz), September 14, 2023',
    '– Por Ana Ruiz (@ana_ruiz), 14 de septiembre de 2023',
    'Ana Ruiz (@ana_ruiz) is a reporter. September 14, 2023',
  ])('%j', expectNothing);
});

describe('notes and handles of other networks are no posts', () => {
  it.each([
    '@ana hello ♬ world',
    '@ana was at the concert on Friday.\nThey played ♬ Yesterday ♬',
    'She sings ♬ la la la ♬ all day @home',
    '@ana ♬',
    '“@bo, listen!” she said. ♬ la – la ♬',
    'Ana Ruiz (@ana.ruiz) 14 September 2023',
    'Ana Ruiz (@ana.b) September 14, 2023',
    'Contact the author (@ana.ruiz) September 14, 2023',
  ])('%j', expectNothing);
});

describe('citations are no posts', () => {
  it.each([
    'Smith, [3/4/2023 10:22] Washington, DC, prose follows here.',
    'Smith, [3/4/2023 10:22]\nsays that it was so, and the court agreed on all points raised by the plaintiff.',
    'See Miller, [12.03.2021, 10:15] and others',
    'Jones, J., [14.09.2023 10:22]\nthe appeal was dismissed',
  ])('%j', expectNothing);
});

describe('quotes and credits are no posts', () => {
  it.each([
    '“We never wanted this.” — Ana Ruiz, mayor, September 14, 2023',
    '“We never wanted this.” — Ana Ruiz (mayor) September 14, 2023',
    '“We never wanted this,” Ana Ruiz (@ana_ruiz) said on September 14, 2023.',
    '— We never wanted this, said Ana Ruiz on September 14, 2023.',
    '(Photo: @ana_ruiz)',
    '(Photo: @ana_ruiz, September 14, 2023)',
    'Photo by Ana Ruiz (@ana_ruiz), September 14, 2023',
    'Foto: Ana Ruiz (@ana_ruiz) 14. September 2023',
    'Fotoğraf: Ana Ruiz (@ana_ruiz) 14 Eylül 2023',
    'Bild: Ana Ruiz (@ana_ruiz) 14. September 2023',
    '写真：アナ（@ana_ruiz）2023年9月14日',
    'Foto: @ana_ruiz / 14 de septiembre de 2023',
    'Screenshot: Ana Ruiz (@ana_ruiz) 14 September 2023',
    'Quelle: Ana Ruiz (@ana_ruiz), 14. September 2023',
    'Source: Ana Ruiz (@ana_ruiz), September 14, 2023',
    'Fuente: Ana Ruiz (@ana_ruiz), 14 de septiembre de 2023',
    'Via Ana Ruiz (@ana_ruiz) September 14, 2023',
    'h/t Ana Ruiz (@ana_ruiz) September 14, 2023',
    'Illustration: Ana Ruiz (@ana_ruiz)',
    'Video: Ana Ruiz (@ana_ruiz)',
    'Image: Ana Ruiz (@ana_ruiz)',
  ])('%j', expectNothing);
});

describe('handles and days in prose are no posts', () => {
  it.each([
    '@ana, @bo, @cy',
    'Follow us @holdfast',
    'follow us @holdfast on Twitter, September 14, 2023',
    'Follow @ana_ruiz and @boli — September 14, 2023',
    '@ana_ruiz wrote on 14 September 2023:',
    '@ana_ruiz wrote on 14 September 2023: “Open the bridge.”',
    'Ana Ruiz (@ana_ruiz) wrote on 14 September 2023: “Open the bridge.”',
    'Ana Ruiz (@ana_ruiz) tweeted on September 14, 2023:',
    'Poll by Ipsos (@IpsosUK) 14 September 2023',
    'Poll: Ipsos (@IpsosUK), 3–14 September 2023',
    '#bridge #market 14 September 2023',
    'ana@home.example 14 September 2023',
    'Ana Ruiz (ana@home.example) September 14, 2023',
    'LONDON (@Reuters) September 14, 2023 — The council met.',
    'LONDON, September 14, 2023 (@Reuters) — The council met.',
    'Ana Ruiz\nSeptember 14, 2023 at 5:15 pm\nWhat a shame!\nReply',
    '@ana_ruiz\nSeptember 14, 2023\nWhat a shame!',
    'Bo Li says:\nSeptember 14, 2023 at 5:15 pm\nI agree @ana_ruiz',
    'Roses are red\nViolets are blue\n— Ana Ruiz, 14 September 2023',
    'Roses are red\n— Ana Ruiz (1920–1999)',
    'Correction (September 14, 2023): the handle is @ana_ruiz',
    'The account (@ana_ruiz) was suspended on September 14, 2023.',
    'The account @ana_ruiz – September 14, 2023 – was suspended.',
    'Ana Ruiz (@ana_ruiz) joined on September 14, 2023',
  ])('%j', expectNothing);
});

describe('lists, events and notes are no posts', () => {
  it.each([
    '• Ana Ruiz (@ana_ruiz) September 14, 2023\n• Bo Li (@boli) September 15, 2023\n• Cy Wu (@cywu) September 16, 2023',
    '1. Ana Ruiz (@ana_ruiz)\n2. Bo Li (@boli)',
    'Guests: Ana Ruiz (@ana_ruiz) — author; Bo Li (@boli) — mayor',
    'Host: Ana Ruiz (@ana_ruiz) — Recorded September 14, 2023',
    'Speaker: Ana Ruiz (@ana_ruiz)\nDate: September 14, 2023',
    'Episode 12 – Ana Ruiz (@ana_ruiz) – September 14, 2023',
    'Ana Ruiz (@ana_ruiz) - The Old Bridge Gazette - September 14, 2023',
    'Talk – Ana Ruiz (@ana_ruiz), September 14, 2023, 7 pm, Town Hall',
    'Email Ana Ruiz at ana@x.example or (@ana_ruiz)',
    'Last updated by Ana Ruiz (@ana_ruiz) - September 14, 2023',
    'Transcribed by Ana Ruiz (@ana_ruiz) September 14, 2023',
    'Traducción: Ana Ruiz (@ana_ruiz) 14 de septiembre de 2023',
    'Übersetzt von Ana Ruiz (@ana_ruiz) 14. September 2023',
    'Posted on September 14, 2023 by Ana Ruiz (@ana_ruiz)',
    'Reporting by Ana Ruiz (@ana_ruiz); editing by Bo Li (@boli)',
    '— with Ana Ruiz (@ana_ruiz) and Bo Li (@boli)',
    '— Reporting contributed by Ana Ruiz (@ana_ruiz)',
    'Tickets: pic.example.com/abc',
    'A post shared by the band was liked 12 times.',
    'Post by the mayor, view on Threads soon.',
    'She wrote a post by @ana_ruiz and read it.',
  ])('%j', expectNothing);
});

describe('boxes about authors are no posts', () => {
  it.each([
    'Name @ana_ruiz · joined September 2023',
    'Contact: @ana_ruiz · 14 September 2023',
    'Ana Ruiz @ana_ruiz\n14 September 2023',
    'Ana Ruiz\n@ana_ruiz\nThe bridge is shut, the mayor said, and it will be for long.',
    'Ana Ruiz\nReporter\n@ana_ruiz\nSeptember 14, 2023\nThe council met.',
  ])('%j', expectNothing);
});
