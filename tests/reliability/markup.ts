import type { Page } from 'puppeteer';
import { renderHtml } from '../../src/render/html.ts';
import { hostileSlots } from '../render/hostile-slots.ts';
import { hostileTexts } from '../render/hostile-texts.ts';
import { openLoneBrowser } from '../render/lone-browser.ts';
import { allowed, wrongIn } from '../render/markup-rules.ts';
import type { Figure } from './figure.ts';

/** How many cards stand in a page that is opened. */
const together = 50;

/**
 * Hostile texts in every slot of a card: what a parser of HTML makes of them (and what template engines, shortcodes and
 * server-side includes would find), and what Chromium does with them.
 */
export const markup: Figure = {
  id: 'R12',
  aim: '0 scripts run, 0 requests, 0 changed round trips, 0 marks of other languages',
  run: async ({ full }) => {
    const texts = hostileTexts(full ? 1000 : 100);
    const wrong: string[] = [];
    const browser = await openLoneBrowser();
    try {
      for (const [slot, fill] of Object.entries(hostileSlots)) {
        const cards = texts.map((evil) => renderHtml(fill(evil), { css: 'none' }));
        for (const [at, card] of cards.entries())
          wrong.push(...wrongIn(card).map((found) => `${slot}, text ${at}: ${found}`));
        const page = await browser.newPage();
        wrong.push(...(await trouble(page, cards)).map((found) => `${slot}: ${found}`));
        await page.close();
      }
      const page = await browser.newPage();
      // The first two would run; later ones lead away from the page.
      const caught = await trouble(page, texts.slice(0, 2));
      if (caught.length === 0) wrong.push('the texts themselves did nothing: nothing was measured');
      await page.close();
    } finally {
      await browser.close();
    }
    const count = texts.length * Object.keys(hostileSlots).length;
    return {
      value: `${wrong.length} of ${count} cards`,
      ok: wrong.length === 0,
      detail: [`${texts.length} texts × ${Object.keys(hostileSlots).length} slots`, ...wrong.slice(0, 10)],
    };
  },
};

/** Whatever the cards do in a page but being read. */
async function trouble(page: Page, cards: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  let address = '';
  page.on('request', (request) => {
    // Our own copies of pictures would lie beside the page; the browser's buttons for films are data of its own.
    const isOurs = /^data:|\/media\/[a-z]+\.(?:webp|webm|wav)$/u.test(request.url());
    if (request.url() !== address && !isOurs) seen.push(`asked for ${request.url().slice(0, 80)}`);
  });
  page.on('dialog', (dialog) => {
    seen.push(`said ${dialog.message().slice(0, 80)}`);
    void dialog.dismiss();
  });
  for (let at = 0; at < cards.length; at += together) {
    address = 'about:blank';
    await page.goto(address);
    await page.setContent(`<!DOCTYPE html><meta charset="utf-8">${cards.slice(at, at + together).join('')}`);
    const strange = await page.evaluate((names) => {
      const all = [...document.body.querySelectorAll('*')];
      const elements = all.filter((element) => !names.includes(element.localName));
      const handlers = all.filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith('on')),
      );
      const before = document.body.innerHTML;
      const again = new DOMParser().parseFromString(before, 'text/html').body.innerHTML;
      return [
        ...elements.map((element) => `has ${element.localName}`),
        ...handlers.map((element) => `${element.localName} listens`),
        ...(again === before ? [] : ['is read otherwise a second time']),
      ];
    }, Object.keys(allowed));
    seen.push(...strange);
  }
  return seen;
}
