import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { Article } from '../../src/model/article.ts';

/** A post that a person found in an article. */
export interface Label {
  /** Our id of the platform. */
  readonly platform: string;
  /** `twitter-tweet blockquote`, `hugo shortcode tweet`, …; null for flattened posts. */
  readonly markup: string | null;
  readonly id: string | null;
  readonly url: string | null;
  readonly handle: string | null;
  /** Of flattened posts. */
  readonly text: string | null;
  readonly mediaLinks: readonly string[];
}

/** An article with all the posts it embeds; without any, it is a negative. */
export interface Case {
  readonly article: Article;
  /** `html markdown mdx text`. */
  readonly format: string;
  /** BCP 47, `-` where the corpus doesn't say. */
  readonly language: string;
  readonly labels: readonly Label[];
}

/** The labelled articles below `HOLDFAST_CORPUS` (default `../shared/corpus`); empty where there are none. */
export function readCorpus(): readonly Case[] {
  const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
  return ['html', 'text'].flatMap((part) => readPart(join(root, 'articles', part)));
}

function readPart(folder: string): Case[] {
  if (!existsSync(folder)) return [];
  const languages = languagesOf(join(folder, 'INDEX.tsv'));
  return readdirSync(folder)
    .filter((name) => extname(name) in formats)
    .sort()
    .map((name) => {
      const stem = name.slice(0, -extname(name).length);
      const written = JSON.parse(readFileSync(join(folder, `${stem}.expected.json`), 'utf8')) as Written[];
      const { read, shown } = formats[extname(name)] ?? { read: 'text', shown: 'text' };
      const bytes = readFileSync(join(folder, name));
      return {
        article: { name, bytes, format: read, charset: null, url: null },
        format: shown,
        language: languages.get(name) ?? languages.get(stem) ?? '-',
        labels: written.map(labelOf),
      };
    });
}

const formats: Readonly<Record<string, { readonly read: Article['format']; readonly shown: string }>> = {
  '.html': { read: 'html', shown: 'html' },
  '.md': { read: 'markdown', shown: 'markdown' },
  '.mdx': { read: 'markdown', shown: 'mdx' },
  '.txt': { read: 'text', shown: 'text' },
};

/** What the corpus calls our platforms. */
const platformNames: Readonly<Record<string, string>> = { twitter: 'x' };

interface Written {
  readonly platform: string;
  readonly markup?: string;
  readonly post_id?: string | null;
  readonly url?: string | null;
  readonly handle?: string | null;
  readonly text?: string | null;
  readonly media_short_links?: readonly string[];
}

function labelOf(written: Written): Label {
  return {
    platform: platformNames[written.platform] ?? written.platform,
    markup: written.markup ?? null,
    id: written.post_id ?? null,
    url: written.url ?? null,
    handle: written.handle ?? null,
    text: written.text ?? null,
    mediaLinks: written.media_short_links ?? [],
  };
}

/** `INDEX.tsv`: name, kind, language, …, with a line of headings. */
function languagesOf(index: string): ReadonlyMap<string, string> {
  if (!existsSync(index)) return new Map();
  const rows = readFileSync(index, 'utf8').trim().split('\n').slice(1);
  return new Map(
    rows.map((row) => {
      const [name = '', , language = '-'] = row.split('\t');
      return [name, language] as const;
    }),
  );
}
