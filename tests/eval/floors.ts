import type { Dimension } from './tally.ts';

/** The least a figure may be, as a share of 1. */
export interface Floor {
  readonly recall?: number;
  readonly precision?: number;
  readonly text?: number;
}

/** What was reached on the labelled articles. Raised when detection gets better, never lowered. */
export const floors: Readonly<Record<Dimension, Readonly<Record<string, Floor>>>> = {
  all: {
    all: { recall: 1, precision: 1, text: 0.971 },
  },
  platform: {
    bluesky: { recall: 1, precision: 1 },
    facebook: { recall: 1, precision: 1 },
    instagram: { recall: 1, precision: 1, text: 1 },
    mastodon: { recall: 1, precision: 1 },
    reddit: { recall: 1, precision: 1 },
    telegram: { recall: 1, precision: 1 },
    threads: { recall: 1, precision: 1 },
    tiktok: { recall: 1, precision: 1 },
    x: { recall: 1, precision: 1, text: 0.971 },
  },
  kind: {
    amp: { recall: 1, precision: 1 },
    blockquote: { recall: 1, precision: 1 },
    component: { recall: 1, precision: 1 },
    figure: { recall: 1, precision: 1 },
    flattened: { recall: 1, precision: 1, text: 0.971 },
    iframe: { recall: 1, precision: 1 },
    liquid: { recall: 1, precision: 1 },
    script: { recall: 1, precision: 1 },
    shortcode: { recall: 1, precision: 1 },
    widget: { recall: 1, precision: 1 },
  },
  language: {
    '-': { recall: 1, precision: 1 },
    ar: { recall: 1, precision: 1, text: 1 },
    cs: { recall: 1, precision: 1, text: 1 },
    de: { recall: 1, precision: 1, text: 0.937 },
    en: { recall: 1, precision: 1, text: 1 },
    eo: { recall: 1, precision: 1, text: 1 },
    hi: { recall: 1, precision: 1, text: 1 },
    id: { recall: 1, precision: 1, text: 0.9 },
    pl: { recall: 1, precision: 1, text: 1 },
    ru: { recall: 1, precision: 1, text: 0.857 },
    sl: { recall: 1, precision: 1, text: 1 },
    sq: { recall: 1, precision: 1, text: 1 },
    tr: { recall: 1, precision: 1, text: 1 },
    uk: { recall: 1, precision: 1, text: 1 },
    ur: { recall: 1, precision: 1, text: 1 },
    uz: { recall: 1, precision: 1, text: 1 },
  },
  format: {
    atom: { recall: 1, precision: 1 },
    html: { recall: 1, precision: 1 },
    'json-feed': { recall: 1, precision: 1 },
    markdown: { recall: 1, precision: 1 },
    mdx: { recall: 1, precision: 1 },
    rss: { recall: 1, precision: 1 },
    text: { recall: 1, precision: 1, text: 0.971 },
    warc: { recall: 1, precision: 1 },
  },
  confidence: {},
};
