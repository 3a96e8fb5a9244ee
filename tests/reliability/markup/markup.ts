import { renderHtml } from '../../../src/render/html.ts';
import { renderMarkdown } from '../../../src/render/markdown.ts';
import { writeMarked } from '../../../src/rewrite/marks.ts';
import { hostileSlots } from '../../render/hostile-slots.ts';
import { hostileTexts } from '../../render/hostile-texts.ts';
import { openLoneBrowser } from '../../render/lone-browser.ts';
import { wrongIn } from '../../render/markup-rules.ts';
import type { Figure } from '../figure.ts';
import { trouble } from './in-page.ts';
import { changedInSite, siteBuilders } from './site-builders.ts';
import { firstChanged, pageFilters, templateEngines } from './template-engines.ts';

/**
 * Hostile texts in every slot of a card: what a parser of HTML makes of them, what template engines, shortcodes and
 * server-side includes make of a card that stands in one of their files, and what Chromium does with it.
 */
export const markup: Figure = {
  id: 'R12',
  aim: '0 scripts run, 0 requests, 0 changed round trips through a parser, a browser and template engines',
  run: async ({ full }) => {
    const texts = hostileTexts(full ? 1000 : 100);
    const slots = Object.entries(hostileSlots).map(([slot, fill]) => {
      const views = texts.map((evil) => fill(evil));
      return { slot, views, cards: views.map((view) => renderHtml(view, { css: 'none' })) };
    });
    const wrong: string[] = [];
    for (const { slot, cards } of slots)
      for (const [at, card] of cards.entries())
        wrong.push(...wrongIn(card).map((found) => `${slot}, text ${at}: ${found}`));
    for (const { slot, views, cards } of slots) {
      const placed = texts.map((evil, at) => inArticle(`social:${evil}`, cards[at] ?? ''));
      const changed = [
        ...changes(templateEngines, [...placed, ...views.map(renderMarkdown)]),
        ...changes(pageFilters, placed),
      ];
      wrong.push(...changed.map((found) => `${slot}: ${found}`));
    }
    wrong.push(...blindEngines(texts));
    const built = await throughBuilders(slots.flatMap(({ cards }) => cards));
    wrong.push(...built.wrong, ...(await inBrowser(slots, texts)));
    const readers = [...Object.keys({ ...templateEngines, ...pageFilters }), ...built.names];
    const count = texts.length * slots.length;
    return {
      value: `${wrong.length} of ${count} cards`,
      ok: wrong.length === 0,
      detail: [
        `${texts.length} texts × ${slots.length} slots × {parse5, Chromium, ${readers.join(', ')}}`,
        ...built.missing.map((name) => `${name}: not on this machine`),
        ...wrong.slice(0, 10),
      ],
    };
  },
};

/** As it stands where its embed was. */
function inArticle(name: string, card: string): string {
  const label = { kind: 'post', name, original: '0'.repeat(64), encoding: null } as const;
  return writeMarked(label, card, 'comments', '\n');
}

function changes(engines: typeof templateEngines, texts: readonly string[]): string[] {
  return Object.entries(engines).flatMap(([name, engine]) => {
    const changed = firstChanged(engine, texts);
    return changed === null ? [] : [`${name} changes ${changed.slice(0, 200)}`];
  });
}

/** An engine that gives back every text as it is shows nothing. */
function blindEngines(texts: readonly string[]): string[] {
  return Object.entries({ ...templateEngines, ...pageFilters })
    .filter(([, engine]) => firstChanged(engine, texts) === null)
    .map(([name]) => `${name} sees nothing in the texts themselves: nothing was measured`);
}

async function throughBuilders(cards: readonly string[]) {
  const [wrong, names, missing]: [string[], string[], string[]] = [[], [], []];
  for (const [name, builder] of Object.entries(siteBuilders)) {
    const changed = await changedInSite(builder, cards);
    (changed === null ? missing : names).push(name);
    wrong.push(...(changed ?? []).map((card) => `${name} changes ${card.slice(0, 200)}`));
  }
  return { wrong, names, missing };
}

async function inBrowser(
  slots: readonly { readonly slot: string; readonly cards: readonly string[] }[],
  texts: readonly string[],
): Promise<string[]> {
  const browser = await openLoneBrowser();
  try {
    const wrong: string[] = [];
    for (const { slot, cards } of slots) {
      const page = await browser.newPage();
      wrong.push(...(await trouble(page, cards)).map((found) => `${slot}: ${found}`));
      await page.close();
    }
    // The first two would run; later ones lead away from the page.
    const caught = await trouble(await browser.newPage(), texts.slice(0, 2));
    if (caught.length === 0) wrong.push('the texts themselves did nothing: nothing was measured');
    return wrong;
  } finally {
    await browser.close();
  }
}
