import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, HTTPRequest, Page } from 'puppeteer';
import type { FallbackEntry } from '../../src/model/fallbacks.ts';

const site = 'http://site.example';

/** Nothing but what the site itself serves, and no script: what cards have to get along with. */
const policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'";
/** For tools that put scripts of their own into every page. */
const ownScripts =
  "; script-src 'self' 'unsafe-inline'; connect-src 'self'; font-src 'self'; manifest-src 'self'";

export interface Expected {
  /** In their order on the page. */
  readonly entries: readonly FallbackEntry[];
  readonly keeps?: string;
  readonly ownScripts?: boolean;
  /** Address of the style sheet: `/holdfast/holdfast.css`. */
  readonly stylesheet: string;
}

/** Opens a built page as a visitor does, under a strict policy, and tells what is wrong with it: nothing, where all is well. */
export async function lookAtPage(
  browser: Browser,
  folder: string,
  path: string,
  expected: Expected,
): Promise<readonly string[]> {
  const page = await browser.newPage();
  const wrong: string[] = [];
  try {
    await page.setViewport({ width: 900, height: 1200 });
    await page.setRequestInterception(true);
    page.on('request', (request) => void answer(request, folder, expected, wrong));
    page.on('console', (message) => {
      const text = message.text();
      // The loader of an embed that stays is kept out, as the policy says.
      if (expected.keeps !== undefined && text.startsWith('Loading the script')) return;
      if (/Content Security Policy/u.test(text)) wrong.push(`against the policy: ${text.slice(0, 300)}`);
    });
    const waitUntil = expected.ownScripts === true ? 'networkidle0' : 'load';
    await page.goto(`${site}/${path}`, { waitUntil, timeout: 30_000 });
    await showAll(page);
    wrong.push(...(await page.evaluate(readPage, { ...expected, keeps: expected.keeps ?? null })));
    return wrong;
  } finally {
    await page.close();
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};

/** Answers with a file of the site; what isn't the site's, or isn't there, is told. */
async function answer(
  request: HTTPRequest,
  folder: string,
  expected: Expected,
  wrong: string[],
): Promise<void> {
  const { origin, pathname } = new URL(request.url());
  if (origin !== site) {
    if (request.url().startsWith('data:')) return await request.continue();
    wrong.push(`asks another host: ${request.url()}`);
    return await request.abort();
  }
  if (pathname === '/favicon.ico') return await request.respond({ status: 404 });
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  try {
    const body = await readFile(join(folder, decodeURIComponent(name)));
    await request.respond({
      body,
      contentType: types[extname(name)] ?? 'application/octet-stream',
      headers: { 'content-security-policy': expected.ownScripts === true ? policy + ownScripts : policy },
    });
  } catch (error) {
    wrong.push(`isn't there: ${pathname} (${error instanceof Error ? error.message : String(error)})`);
    await request.respond({ status: 404 });
  }
}

/** Pictures that are loaded only when they come into view. */
async function showAll(page: Page): Promise<void> {
  for (const image of await page.$$('article.holdfast img'))
    await image.evaluate((each) => each.scrollIntoView());
  await page.waitForNetworkIdle({ idleTime: 100, timeout: 10_000 });
}

/** Runs in the page. */
function readPage(expected: {
  readonly entries: readonly FallbackEntry[];
  readonly stylesheet: string;
  readonly keeps: string | null;
}): string[] {
  const wrong: string[] = [];
  const cards = [...document.querySelectorAll('article.holdfast:not(article.holdfast *)')];
  if (cards.length !== expected.entries.length)
    wrong.push(`${cards.length} cards where ${expected.entries.length} posts are embedded`);
  for (const [index, entry] of expected.entries.entries()) {
    const card = cards[index];
    const template = document.createElement('template');
    template.innerHTML = entry.html;
    const wanted = plain(template.content.querySelector('article.holdfast'));
    if (card !== undefined && !plain(card)?.isEqualNode(wanted))
      wrong.push(
        `card ${index + 1} isn't that of ${entry.url ?? 'the Arabic post'}: ${difference(plain(card), wanted)}`,
      );
  }
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter(
    (link) => link.getAttribute('href') === expected.stylesheet,
  ) as HTMLLinkElement[];
  if (links.length !== 1) wrong.push(`${links.length} links to the style sheet`);
  if (links.some((link) => (link.sheet?.cssRules.length ?? 0) === 0))
    wrong.push('the style sheet says nothing');
  for (const image of document.querySelectorAll('article.holdfast img') as NodeListOf<HTMLImageElement>)
    if (image.naturalWidth === 0 || image.offsetParent === null)
      wrong.push(`no picture to be seen: ${image.src}`);
  const kept = expected.keeps === null || document.documentElement.outerHTML.includes(expected.keeps);
  if (!kept) wrong.push(`the embed of a missing post is gone: no ${expected.keeps}`);
  const loaders = [...document.scripts].filter(
    (script) => script.src !== '' && new URL(script.src).origin !== location.origin,
  );
  if (expected.keeps === null) wrong.push(...loaders.map((script) => `a loader is left: ${script.src}`));
  return wrong;

  /** Without comments, which some tools set between texts. */
  function plain(node: Element | null): Element | null {
    if (node === null) return null;
    const copy = node.cloneNode(true) as Element;
    const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
    for (let each = comments.nextNode(); each !== null; each = comments.nextNode())
      each.parentNode?.removeChild(each);
    copy.normalize();
    return copy;
  }

  function difference(a: Element | null, b: Element | null): string {
    const [one, other] = [a?.outerHTML ?? '', b?.outerHTML ?? ''];
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    return `…${one.slice(Math.max(0, at - 40), at + 60)}… for …${other.slice(Math.max(0, at - 40), at + 60)}…`;
  }
}
