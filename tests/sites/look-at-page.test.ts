import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOf, entryOf } from '../plugins/exported.ts';
import { openLoneBrowser } from '../render/lone-browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { validated } from './validate-pages.ts';

let browser: Browser;
let site: string;

beforeAll(async () => {
  browser = await openLoneBrowser();
  site = mkdtempSync(join(tmpdir(), 'holdfast-look-'));
  mkdirSync(join(site, 'holdfast/assets'), { recursive: true });
  writeFileSync(join(site, 'holdfast/holdfast.css'), '.holdfast{color:green}');
  const picture = sharp({ create: { width: 2, height: 2, channels: 3, background: 'green' } });
  await picture.webp().toFile(join(site, 'holdfast/assets/0a1b.webp'));
});
afterAll(async () => await browser.close());

const link = '<link rel="stylesheet" href="/holdfast/holdfast.css">';
const card = cardOf('x:20').replace(
  '<blockquote',
  '<img src="/holdfast/assets/0a1b.webp" alt="" width="2" height="2"><blockquote',
);
const entries = [entryOf('x:20', { html: card })];
const loader = '<script async src="https://platform.twitter.com/widgets.js"></script>';

const page = (body: string, head = link) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body><main>${body}</main></body></html>`;

/** What a plugin could do wrong, and what is then said. */
const wrong: readonly { readonly html: string; readonly said: RegExp; readonly keeps?: string }[] = [
  { html: page(card.replace('card of x:20', 'card of x:30')), said: /card 1 isn't that of/u },
  { html: page(card.replace('<blockquote', '<p></p><blockquote')), said: /card 1 isn't that of/u },
  { html: page(''), said: /0 cards where 1 posts/u },
  { html: page(card + card), said: /2 cards where 1 posts/u },
  { html: page(card + loader), said: /a loader is left/u },
  { html: page(card, ''), said: /0 links to the style sheet/u },
  { html: page(card, link + link), said: /2 links to the style sheet/u },
  { html: page(card, link.replace('.css', '.sss')), said: /isn't there: \/holdfast\/holdfast\.sss/u },
  { html: page(card.replace('0a1b', 'ffff')), said: /isn't there: \/holdfast\/assets\/ffff\.webp/u },
  { html: page(`${card}<img src="https://x.example/a.png">`), said: /against the policy.*img-src/u },
  {
    html: page(card.replace('<blockquote', '<blockquote style="color:red"')),
    said: /against the policy.*style/u,
  },
  { html: page(card), said: /the embed of a missing post is gone/u, keeps: '/status/21' },
];

describe('looking at a built page', () => {
  it('finds nothing wrong with a card as it should be, or with an embed that stays beside it', async () => {
    expect(await look('right.html', page(card))).toEqual([]);
    expect(await look('kept.html', page(`${card}<p>/status/21</p>${loader}`), '/status/21')).toEqual([]);
  });

  it('finds all a plugin could do wrong', async () => {
    const found = await Promise.all(wrong.map(({ html, keeps }, at) => look(`${at}.html`, html, keeps)));
    for (const [at, { html, said }] of wrong.entries())
      expect(found[at], html).toContainEqual(expect.stringMatching(said));
  });
});

function look(name: string, html: string, keeps?: string): Promise<readonly string[]> {
  writeFileSync(join(site, name), html);
  const expected = { entries, stylesheet: '/holdfast/holdfast.css' };
  return lookAtPage(browser, site, name, keeps === undefined ? expected : { ...expected, keeps });
}

describe('validating pages', () => {
  it('finds what is no valid HTML', async () => {
    const path = join(site, 'valid.html');
    writeFileSync(path, page(card));
    expect(await validated([path])).toEqual([]);
    writeFileSync(path, page(`<p>${card}</p>`));
    expect(await validated([path])).not.toEqual([]);
  });
});
