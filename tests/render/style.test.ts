import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';
import { renderHtml } from '../../src/render/html.ts';
import { cardStyle, cardStyleHash } from '../../src/render/style.ts';
import { examples } from './examples.ts';

describe('the card’s style', () => {
  it('is one constant that a policy can allow by its hash', () => {
    const styles = Object.values(examples).map(
      (view) => /<style>(.*?)<\/style>/su.exec(renderHtml(view))?.[1],
    );
    expect(new Set(styles)).toEqual(new Set([cardStyle]));
    expect(cardStyleHash).toBe(`sha256-${createHash('sha256').update(cardStyle).digest('base64')}`);
  });

  it('has nothing Markdown, template engines or an HTML parser would read', () => {
    expect(cardStyle).not.toMatch(/[*_~|\\<\n]|\{\{|\}\}|\{%|\{#|\$\{/u);
  });

  it('asks for nothing', () => {
    expect(cardStyle).not.toMatch(/url\(|@import|@font-face|expression|image-set/iu);
  });

  it('touches nothing but cards', () => {
    const selectors = [...cardStyle.matchAll(/(?:^|[{}])([^{}@]+)\{/gu)].flatMap(([, list]) =>
      (list ?? '').replace(/\((?:[^()]|\([^()]*\))*\)/gu, '()').split(','),
    );
    expect(selectors.length).toBeGreaterThan(50);
    expect(selectors.filter((selector) => !/\.holdfast[:[]/u.test(selector))).toEqual([]);
  });

  it('weighs no more than 4 kB on its way to a reader', () => {
    expect(gzipSync(cardStyle, { level: 9 }).byteLength).toBeLessThanOrEqual(4_000);
  });

  it('moves nothing by itself, so whoever wants less motion has none', () => {
    expect(cardStyle).not.toMatch(/animation|transition|scroll-behavior|@keyframes/u);
  });

  it('can be read where links are of another colour', () => {
    const links = [...cardStyle.matchAll(/data-links=\w+\][^{]*\{--holdfast-link:#([0-9a-f]{6})/gu)];
    const [light, dark] = [links[0]?.[1] ?? '', links.at(-1)?.[1] ?? ''];
    expect(contrast(light, coloursOf('light')('ground'))).toBeGreaterThan(4.5);
    expect(contrast(dark, coloursOf('dark')('ground'))).toBeGreaterThan(4.5);
    expect(contrast(dark, coloursOf('dark')('tint'))).toBeGreaterThan(4.5);
  });

  for (const { name, look } of platforms)
    it(`shows the mark of ${name} on either ground`, () => {
      const [light, dark] = [look.colour.light.slice(1), look.colour.dark.slice(1)];
      expect(contrast(light, coloursOf('light')('ground'))).toBeGreaterThan(3);
      expect(contrast(dark, coloursOf('dark')('ground'))).toBeGreaterThan(3);
    });

  for (const theme of ['light', 'dark'])
    it(`can be read in ${theme}`, () => {
      const colour = coloursOf(theme);
      const pairs = [
        ['ink', 'ground'],
        ['ink', 'tint'],
        ['ink', 'bar'],
        ['soft', 'ground'],
        ['soft', 'tint'],
        ['soft', 'bar'],
        ['link', 'ground'],
        ['link', 'tint'],
        ['warn', 'warn-ground'],
      ] as const;
      const poor = pairs
        .map(([on, under]) => ({ on, under, contrast: contrast(colour(on), colour(under)) }))
        .filter(({ contrast: value }) => value < 4.5);
      expect(poor).toEqual([]);
    });
});

function coloursOf(theme: string): (name: string) => string {
  const declared = new RegExp(`(?:--holdfast-[^{}]*)color-scheme:${theme}`, 'u').exec(cardStyle)?.[0] ?? '';
  return (name) => {
    const hex = new RegExp(`--holdfast-${name}:#([0-9a-f]{3,6})`, 'u').exec(declared)?.[1];
    if (hex === undefined) throw new Error(`no colour ${name} in ${theme}`);
    return hex.length === 3 ? hex.replace(/./gu, '$&$&') : hex;
  };
}

/** WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
