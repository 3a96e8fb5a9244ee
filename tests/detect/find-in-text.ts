import { detectText } from '../../src/detect/text.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Embed } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';

/** Name, handle, day, text and the bytes covered, of each embed of a text. */
export function tellings(text: string): unknown[] {
  return findInText(text).map(({ embed, cut }) => [...said(embed), cut]);
}

/** The same with the platform before. */
export function placedTellings(text: string): unknown[] {
  return findInText(text).map(({ embed, cut }) => [embed.platform, ...said(embed), cut]);
}

function said({ quoted }: Embed): unknown[] {
  return [quoted?.name, quoted?.handle, quoted?.date, quoted?.text];
}

function findInText(text: string): { readonly embed: Embed; readonly cut: string }[] {
  const source = Buffer.from(text);
  const decoded = decodeArticle(source, { declared: null, html: false });
  return detectText(decoded, { name: 'article.txt' }, platforms).map((embed) => ({
    embed,
    cut: source.subarray(embed.start, embed.end).toString(),
  }));
}

/** Paragraphs that posts stand between. */
export const before =
  'The council met on Monday evening and heard forty speakers, most of whom had come to talk about the bridge and what closing it would mean for the market.';
export const after =
  'The vote was put off until the end of the month, when the engineers are due to hand in their report on the northern pillar.';
