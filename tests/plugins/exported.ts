import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FallbackEntry, Fallbacks } from '../../src/model/fallbacks.ts';
import { cspHash } from '../../src/render/style.ts';

export const css = '.holdfast{color:green}';
export const arabicName = 'x:@almayadeengo/2023-09-14/5d6b5d0a0f6c';

/** A folder such as `export fallbacks` writes. */
export function exportedFolder(changes: Partial<Record<keyof Fallbacks, unknown>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-fallbacks-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/0a1b.webp'), 'a picture');
  writeFileSync(join(folder, 'holdfast.css'), css);
  const fallbacks: Fallbacks = {
    holdfast: 1,
    base: '/holdfast/',
    stylesheet: { path: 'holdfast.css', integrity: cspHash(css) },
    posts: {
      'x:20': entryOf('x:20', { assets: ['assets/0a1b.webp'] }),
      'x:30': entryOf('x:30', { gone: false, state: 'live' }),
      'youtube:dQw4w9WgXcQ': entryOf('youtube:dQw4w9WgXcQ'),
    },
    aliases: { 'x:@frog/2023-09-14/0a1b2c3d4e5f': 'x:20' },
  };
  writeFileSync(join(folder, 'fallbacks.json'), JSON.stringify({ ...fallbacks, ...changes }));
  return folder;
}

/** A card that shows no more than its post's name. */
export function cardOf(name: string): string {
  return `<article class="holdfast" lang="en" dir="ltr"><blockquote cite="https://x.com/frog/status/20"><div class="holdfast-text">card of ${name}</div></blockquote><p><a href="https://x.com/frog/status/20">x.com</a></p></article>`;
}

export function entryOf(name: string, changes: Partial<FallbackEntry> = {}): FallbackEntry {
  return {
    url: null,
    state: 'deleted',
    gone: true,
    known: 'platform',
    html: cardOf(name),
    amp: `<article class="holdfast" style="color:green">amp of ${name}</article>`,
    email: '',
    text: name,
    markdown: name,
    assets: [],
    ...changes,
  };
}

export const tweet = (id: string) =>
  `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">a café</p>&mdash; frog (@frog) <a href="https://twitter.com/frog/status/${id}?ref_src=twsrc%5Etfw">May 1, 2023</a></blockquote>`;
export const loader = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>';
