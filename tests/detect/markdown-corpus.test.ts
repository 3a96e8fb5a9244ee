import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'articles/html');
const articles = existsSync(folder) ? readdirSync(folder).filter((name) => /\.mdx?$/u.test(name)) : [];
const missing = articles.length === 0 ? ' (no corpus of articles here: set HOLDFAST_CORPUS)' : '';

/** What the corpus calls our platforms. */
const renamed: Readonly<Record<string, string>> = { twitter: 'x' };
const known: ReadonlySet<string> = new Set(platforms.map(({ id }) => id));

interface Label {
  readonly platform: string;
  readonly post_id: string | null;
  readonly url: string | null;
  readonly markup: string;
}

/** Posts wanted, and how many of them were found, of a platform or a kind of markup. */
interface Score {
  wanted: number;
  found: number;
}

describe.skipIf(missing !== '')(`Markdown of the corpus${missing}`, () => {
  const scores = new Map<string, Score>();
  const wrong: string[] = [];
  let given = 0;
  let right = 0;
  for (const article of missing === '' ? articles : []) {
    const labels = labelsOf(article);
    const found = embedsOf(article);
    for (const label of labels) {
      const isFound = found.some((embed) => isOf(embed, label));
      for (const key of [platformOf(label), label.markup]) count(scores, key, isFound);
      if (!isFound) wrong.push(`${article}: missed ${label.platform} ${label.post_id ?? label.url}`);
    }
    for (const embed of found) {
      given += 1;
      if (labels.some((label) => isOf(embed, label))) right += 1;
      else wrong.push(`${article}: not there ${embed.name}`);
    }
  }

  it('gives its posts and nothing else', () => {
    const precision = right / given;
    const lines = [...scores].map(([key, { wanted, found }]) => `${key}: ${found} of ${wanted}`);
    console.log(`${articles.length} articles, precision ${precision.toFixed(4)}\n${lines.join('\n')}`);
    if (wrong.length > 0) console.log(wrong.join('\n'));
    expect(given).toBeGreaterThanOrEqual(48);
    expect(precision).toBeGreaterThanOrEqual(0.99);
    for (const [key, { wanted, found }] of scores) expect(found / wanted, key).toBeGreaterThanOrEqual(0.99);
  });

  it('gives as many components, shortcodes and tags as are live, each by the range of its own code', () => {
    const forms = {
      component: /^<[\s\S]*>$/u,
      shortcode: /^\{\{<[\s\S]*>\}\}$/u,
      liquid: /^\{%[\s\S]*%\}$/u,
    };
    const counts = { component: 0, shortcode: 0, liquid: 0 };
    for (const article of articles)
      for (const { kind, ref, cut } of embedsOf(article)) {
        if (kind !== 'component' && kind !== 'shortcode' && kind !== 'liquid') continue;
        counts[kind] += 1;
        expect(cut).toMatch(forms[kind]);
        expect(cut).toContain(ref?.id);
      }
    expect(counts).toEqual({ component: 11, shortcode: 29, liquid: 5 });
  });

  it('finds nothing where nothing is', () => {
    const without = articles.filter((article) => labelsOf(article, false).length === 0);
    expect(without.length).toBeGreaterThanOrEqual(3);
    for (const article of without) expect(embedsOf(article).map(({ name }) => name)).toEqual([]);
  });
});

function count(scores: Map<string, Score>, key: string, isFound: boolean): void {
  const score = scores.get(key) ?? { wanted: 0, found: 0 };
  scores.set(key, { wanted: score.wanted + 1, found: score.found + (isFound ? 1 : 0) });
}

/** Labels of platforms we know. */
function labelsOf(article: string, onlyKnown = true): readonly Label[] {
  const file = join(folder, article.replace(/\.mdx?$/u, '.expected.json'));
  const labels: readonly Label[] = JSON.parse(readFileSync(file, 'utf8'));
  return labels.filter((label) => !onlyKnown || known.has(platformOf(label)));
}

function platformOf(label: Label): string {
  return renamed[label.platform] ?? label.platform;
}

/** Ids of some platforms have more before what the corpus calls the id: a host, an account, a prefix. */
function isOf(embed: { platform: string; ref: { id: string } | null }, label: Label): boolean {
  const id = embed.ref?.id ?? '';
  const path = (label.url === null ? null : URL.parse(label.url))?.pathname ?? '';
  return (
    embed.platform === platformOf(label) &&
    (label.post_id === null
      ? path.replace(/^\/|\/$/gu, '') === id
      : id === label.post_id || id.endsWith(`/${label.post_id}`) || id === `t3_${label.post_id}`)
  );
}

function embedsOf(article: string) {
  const bytes = readFileSync(join(folder, article));
  const { embeds } = detect(
    { name: article, bytes, format: 'markdown', charset: null, url: null },
    platforms,
  );
  return embeds.map((embed) => ({ ...embed, cut: bytes.subarray(embed.start, embed.end).toString() }));
}
