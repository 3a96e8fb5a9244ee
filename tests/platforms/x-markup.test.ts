import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/html/tree.ts';
import type { MarkupReading } from '../../src/model/platform.ts';
import { markup } from '../../src/platforms/x/markup.ts';
import { match } from '../../src/platforms/x/match.ts';

const permalink = '<a href="https://twitter.com/jo/status/20?ref_src=twsrc%5Etfw">May 4, 2022</a>';

describe("X's quotes", () => {
  it('tell text, lines, name, handle, day, language, direction and links', () => {
    const reading = read(
      `<blockquote class="twitter-tweet" data-lang="en"><p lang="ar" dir="rtl">سطر أول<br><br>سطر &amp; ثان ` +
        `<a href="https://twitter.com/hashtag/x?src=hash">#وسم</a> <a href="https://twitter.com/k">@k</a> ` +
        `<a href="https://t.co/abc">example.com/long…</a> <a href="https://t.co/def">pic.twitter.com/AbCdEfGhIj</a></p>` +
        `&mdash; Jo 🌊 (she/her) (@jo) ${permalink}</blockquote>`,
    );
    expect(reading).toEqual({
      ref: { platform: 'x', id: '20', url: 'https://x.com/jo/status/20' },
      quoted: {
        name: 'Jo 🌊 (she/her)',
        handle: 'jo',
        date: '2022-05-04',
        text: 'سطر أول\n\nسطر & ثان #وسم @k example.com/long… pic.twitter.com/AbCdEfGhIj',
        lang: 'ar',
        dir: 'rtl',
        links: ['https://t.co/abc', 'pic.twitter.com/AbCdEfGhIj'],
      },
    });
  });

  it.each([
    ['2018年3月21日', 'ja', '2018-03-21'],
    ['21 mars 2018', 'fr', '2018-03-21'],
    ['٢١ مارس ٢٠١٨', 'ar', '2018-03-21'],
    ['no day at all', 'en', null],
  ])('print the day as %s', (printed, lang, date) => {
    const source = `<blockquote class="twitter-tweet" data-lang="${lang}"><p>Hi</p>— Jo (@jo) <a href="https://x.com/jo/status/20">${printed}</a></blockquote>`;
    expect(read(source)?.quoted?.date).toBe(date);
  });

  it.each([
    ['a signature in its own paragraph', `<p>Hi — there</p><p>— Jo (@jo) ${permalink}</p>`],
    ['no paragraph at all', `Hi — there &mdash; Jo (@jo) ${permalink}`],
    ['a hyphen for the dash', `<p>Hi — there</p>- Jo (@jo) ${permalink}`],
    ['line breaks for paragraphs', `Hi — there<br>— Jo (@jo) ${permalink}`],
    ['the signature linked too', `<p>Hi — there</p>— <a href="https://x.com/jo">Jo (@jo)</a> ${permalink}`],
    ['emoji as pictures', `<p>Hi — there</p>— Jo (@jo) ${permalink}<img class="emoji" alt="">`],
    ['white space of an editor', `\n  <p>\n  Hi —\n there </p>\n  &mdash; Jo\n (@jo)\n  ${permalink}\n`],
  ])('are read with %s', (_what, inner) => {
    const quoted = read(`<blockquote class="twitter-tweet">${inner}</blockquote>`)?.quoted;
    expect(quoted).toMatchObject({ text: 'Hi — there', name: 'Jo', handle: 'jo', date: '2022-05-04' });
  });

  it('keep emoji that became pictures', () => {
    const source = `<blockquote class="twitter-tweet"><p>Hi <img class="emoji" alt="🌊">!</p>— Jo (@jo) ${permalink}</blockquote>`;
    expect(read(source)?.quoted?.text).toBe('Hi 🌊!');
  });

  it('say nothing when they are stubs', () => {
    const source = '<blockquote class="twitter-tweet"><a href="https://x.com/jo/status/20"></a></blockquote>';
    expect(read(source)).toEqual({
      ref: { platform: 'x', id: '20', url: 'https://x.com/jo/status/20' },
      quoted: null,
    });
  });

  it('take the handle of the link where no signature is left', () => {
    const quoted = read(`<blockquote class="twitter-tweet"><p>Hi</p>${permalink}</blockquote>`)?.quoted;
    expect(quoted).toMatchObject({ text: 'Hi', name: null, handle: 'jo', date: '2022-05-04' });
  });

  it('without a class are known by their end only', () => {
    expect(read(`<blockquote><p>Hi</p>— Jo (@jo) ${permalink}</blockquote>`)?.ref?.id).toBe('20');
    expect(read(`<blockquote><p>Hi</p>— Jo (@jo) ${permalink} and more</blockquote>`)).toBeNull();
    expect(read(`<blockquote><p>Hi</p>— Jo ${permalink}</blockquote>`)).toBeNull();
  });
});

function read(source: string): MarkupReading | null {
  const [element] = parseHtml(source).children;
  if (element === undefined || typeof element === 'string') throw new Error('no element');
  for (const rule of markup) {
    const fits = rule.classes.length === 0 || rule.classes.some((name) => element.classes.includes(name));
    if (rule.element !== element.name || !fits || !source.includes(rule.hint)) continue;
    const reading = rule.read(element, (href) => {
      const url = URL.parse(href);
      return url === null ? null : match(url);
    });
    if (reading !== null) return reading;
  }
  return null;
}
