import type { Page } from 'puppeteer';
import { allowed } from '../../render/markup-rules.ts';

/** How many cards stand in a page that is opened. */
const together = 50;

/** Whatever the cards do in a page but being read. */
export async function trouble(page: Page, cards: readonly string[]): Promise<string[]> {
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
