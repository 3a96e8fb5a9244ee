import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectText } from '../../src/detect/text.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Embed, Quoted } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';

const corpus = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(corpus, 'articles/text');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];

/** One post as the labels have it. */
interface Label {
  readonly platform: string;
  readonly author_name: string | null;
  readonly handle: string | null;
  readonly date: string | null;
  readonly text: string;
  readonly media_short_links: readonly string[];
}

interface Case {
  readonly name: string;
  readonly labels: readonly Label[];
  readonly embeds: readonly Embed[];
}

/** Our names of the labels' platforms. */
const idOf: Readonly<Record<string, string>> = { twitter: 'x' };

/** Each label with what was found for it: same handle, or, where none survived, the same media link. */
function pair({ labels, embeds }: Case): { readonly label: Label; readonly quoted: Quoted | null }[] {
  const left = embeds.flatMap(({ quoted }) => (quoted === null ? [] : [quoted]));
  return labels.map((label) => {
    const same = left.filter((quoted) =>
      label.handle === null
        ? quoted.handle === null && quoted.links.includes(label.media_short_links[0] ?? '')
        : quoted.handle === label.handle,
    );
    const found = same.find(({ text }) => text === label.text) ?? same[0] ?? null;
    if (found !== null) left.splice(left.indexOf(found), 1);
    return { label, quoted: found };
  });
}

function read(name: string): Case {
  const bytes = readFileSync(join(folder, name));
  const labels = JSON.parse(
    readFileSync(join(folder, name.replace(/\.txt$/u, '.expected.json')), 'utf8'),
  ) as Label[];
  const decoded = decodeArticle(bytes, { declared: null, html: false });
  return {
    name,
    labels: labels.map((label) => ({ ...label, platform: idOf[label.platform] ?? label.platform })),
    embeds: detectText(decoded, { name }, platforms).filter(({ kind }) => kind === 'flattened'),
  };
}

describe.skipIf(names.length === 0)('labelled articles (set HOLDFAST_CORPUS where they are missing)', () => {
  const cases = names.map(read);
  const share = (right: number, all: number): number => right / Math.max(1, all);

  function figuresOf(platform: string) {
    const own = cases.map(
      ({ name, labels, embeds }): Case => ({
        name,
        labels: labels.filter((label) => label.platform === platform),
        embeds: embeds.filter((embed) => embed.platform === platform),
      }),
    );
    const pairs = own.flatMap(pair);
    const found = pairs.flatMap(({ label, quoted }) => (quoted === null ? [] : [{ label, quoted }]));
    const embeds = own.flatMap((each) => each.embeds).length;
    const figures = {
      labels: pairs.length,
      recall: share(found.length, pairs.length),
      precision: share(found.length, embeds),
      dates: share(found.filter(({ label, quoted }) => label.date === quoted.date).length, found.length),
      names: share(
        found.filter(({ label, quoted }) => label.author_name === quoted.name).length,
        found.length,
      ),
      texts: share(found.filter(({ label, quoted }) => label.text === quoted.text).length, pairs.length),
    };
    process.stdout.write(`flattened posts of ${platform}: ${JSON.stringify(figures)}\n`);
    return figures;
  }

  it('measures posts of X', () => {
    const figures = figuresOf('x');
    expect(figures.labels).toBeGreaterThan(100);
    expect(figures.recall).toBeGreaterThanOrEqual(0.99);
    expect(figures.precision).toBeGreaterThanOrEqual(0.99);
    expect(figures.dates).toBe(1);
    expect(figures.names).toBeGreaterThanOrEqual(0.99);
    expect(figures.texts).toBeGreaterThanOrEqual(0.95);
  });

  it('measures posts of Instagram', () => {
    const figures = figuresOf('instagram');
    expect(figures.labels).toBeGreaterThan(10);
    expect(figures.recall).toBe(1);
    expect(figures.precision).toBe(1);
    expect(figures.dates).toBe(1);
    expect(figures.names).toBe(1);
    expect(figures.texts).toBe(1);
  });

  it('takes nothing for a post of a network whose posts the articles lack', () => {
    const labelled = new Set(cases.flatMap(({ labels }) => labels.map(({ platform }) => platform)));
    const others = cases.flatMap(({ name, embeds }) =>
      embeds.filter(({ platform }) => !labelled.has(platform)).map(({ platform }) => `${name}: ${platform}`),
    );
    expect(others).toEqual([]);
  });

  it('finds nothing in articles without posts', () => {
    const wrong = cases.filter(
      ({ name, labels, embeds }) => name.includes('-neg-') && labels.length === 0 && embeds.length > 0,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('cuts what it says it cuts', () => {
    for (const { name, embeds } of cases) {
      const bytes = readFileSync(join(folder, name));
      for (const { start, end, quoted } of embeds) {
        const cut = bytes.subarray(start, end).toString();
        expect(cut.startsWith(quoted?.text.split('\n', 1)[0] ?? '')).toBe(true);
        expect(cut).toBe(cut.trim());
      }
    }
  });
});
