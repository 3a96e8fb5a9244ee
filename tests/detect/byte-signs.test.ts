import { describe, expect, it } from 'vitest';
import { type ByteSigns, signFinder, signKinds } from '../../src/detect/byte-signs.ts';
import { platforms } from '../../src/platforms/index.ts';
import { makePage } from '../bench/detect-pages.ts';

const findSigns = signFinder(platforms);

function kindsIn(page: string): string[] {
  const { kinds } = findSigns?.(Buffer.from(page)) ?? { kinds: 0 };
  return Object.entries(signKinds).flatMap(([name, kind]) => ((kinds & kind) === 0 ? [] : [name]));
}

const pages: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'a host': ['see https://twitter.com/a', ['host']],
  'a host in capitals': ['see HTTPS://WWW.YouTube.COM/', ['host', 'word']],
  'a short host': ['//t.me/a', ['host']],
  'an element of one network': ['<p><Blockquote cite="a">', ['element']],
  'an element with a dash': ['<amp-twitter >', ['element']],
  'a class': ['<div class="fb-post">', ['word']],
  'a letter by its number': ['<div class="fb&#45;post">', ['word']],
  'a letter by its number in hex, with zeros': ['<div class="fb&#X0002D;post">', ['word']],
  'a letter by its name': ['<div class="&lowbar;_youtube_prefs__">', ['word']],
  'no letter': ['it&#8217;s &#38; &#039;this&#x27; &#160; &#; &#x; &# 45;', []],
  'an escape of JSON': ['{"a":"\\u003cb"}', ['escape']],
  'a shortcode': ['[embed]', ['bracket']],
  'other brackets': ['a[1] [ab] [] [-a]', ['bracket']],
  'no shortcode': ['a[0] [] ["a"] [1]', []],
  'a handle': ['Some One (@some)', ['handle']],
  'a handle by its number': ['Some One (&#64;some)', ['handle']],
  'no handle': ['(@ some) (@-', []],
  'markup in base64': [`data-x="${Buffer.from('<iframe src="a">').toString('base64')}"`, ['encoded']],
};

describe('signs of embeds in bytes', () => {
  for (const [name, [page, kinds]] of Object.entries(pages))
    it(`are of their kinds: ${name}`, () => {
      expect(kindsIn(page)).toEqual(kinds);
      expect(kindsIn('x'.repeat(65_530) + page)).toEqual(kinds);
    });

  it('are none in a page without embeds', () => {
    expect(kindsIn(makePage(100_000, [], 7))).toEqual([]);
  });

  it('are all hosts of all platforms, each somewhere in itself', () => {
    for (const { hosts } of platforms)
      for (const host of hosts === 'any' ? [] : hosts) {
        const signs: ByteSigns | undefined = findSigns?.(Buffer.from(`a ${host} b`));
        const places = signs?.places.filter((_, at) => signs.kindOf[at] === signKinds.host) ?? [];
        expect(places.length, host).toBeGreaterThan(0);
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(2);
          expect(place).toBeLessThan(2 + host.length);
        }
      }
  });

  it('are all elements and classes of all rules', () => {
    for (const { element, classes, hint } of platforms.flatMap(({ markup }) => markup)) {
      const attributes = classes.length > 0 ? classes.map((name) => `class="${name}"`) : [`${hint}="a"`];
      for (const attribute of attributes)
        expect(kindsIn(`<${element} ${attribute}>`), attribute).not.toEqual([]);
    }
  });
});
