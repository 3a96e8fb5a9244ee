import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/model/canonical.ts';
import { type Media, type Post, textOf } from '../../src/model/post.ts';
import type { Wire } from '../../src/model/wire.ts';
import { refOf } from '../../src/platforms/x/text-ref.ts';
import type { Ref } from '../../src/ref.ts';

/** Recorded answers of X, or null where the corpus isn't there (then their tests are skipped, saying so). */
export const corpus: string | null = (() => {
  const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
  const folder = join(root, 'platform/x');
  return existsSync(folder) ? folder : null;
})();

export const withoutCorpus = 'no corpus of recorded answers here: set HOLDFAST_CORPUS';

export interface Case {
  /** The post's id, or the file's name. */
  readonly id: string;
  readonly body: Uint8Array;
}

export function casesOf(kind: string): Case[] {
  if (corpus === null) return [];
  const folder = join(corpus, kind);
  return readdirSync(folder)
    .sort()
    .map((file) => ({ id: file.replace(/\.\w+$/, ''), body: readFileSync(join(folder, file)) }));
}

export const at = '2026-11-02T03:04:05.000Z';

export function wireOf(body: unknown, status = 200, headers: Wire['headers'] = []): Wire {
  const bytes =
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return { url: 'https://cdn.syndication.twimg.com/tweet-result', status, headers, body: bytes, at };
}

export function ref(id: string): Ref {
  const found = refOf(id);
  if (found === null) throw new Error(`${id} is no id of X`);
  return found;
}

/** What matters of a post, small enough for a golden: long words as their hash. */
export function essentials(post: Post): unknown {
  return {
    ref: post.ref?.id ?? null,
    author: [post.author.id, brief(post.author.name), post.author.handle, post.author.verified],
    avatar: post.author.avatar?.urls[0] ?? null,
    text: brief(textOf(post.segments)),
    marks: post.segments.flatMap((segment) =>
      segment.kind === 'text' ? [] : [`${segment.kind} ${segment.text}`],
    ),
    urls: post.segments.flatMap((segment) => (segment.kind === 'link' ? [segment.url] : [])),
    createdAt: post.createdAt,
    lang: post.lang,
    dir: post.dir,
    media: post.media.map(mediaLine),
    quote: post.quote === null ? null : essentials(post.quote),
    parent:
      post.parent === null
        ? null
        : [
            post.parent.name,
            post.parent.handle,
            post.parent.post === null ? null : essentials(post.parent.post),
          ],
    thread:
      post.thread === null
        ? null
        : [post.thread.before.map((each) => each.ref?.id), post.thread.after.map((each) => each.ref?.id)],
    poll: post.poll,
    card:
      post.card === null
        ? null
        : [post.card.url, brief(post.card.title), post.card.picture?.urls.length ?? 0],
    truncated: post.truncated,
    sensitive: post.sensitive,
    edits: post.edits,
    likes: post.metrics?.likes ?? null,
    views: post.metrics?.views ?? null,
    note: post.note === null ? null : [brief(post.note.text), post.note.url],
    unavailable: post.unavailable,
    omissions: post.omissions,
  };
}

function mediaLine({ kind, width, height, urls, poster, alt, durationMs, stream }: Media): string {
  return [
    kind,
    `${width}x${height}`,
    urls.length,
    urls[0],
    poster?.urls[0],
    brief(alt),
    durationMs,
    stream,
  ].join(' ');
}

function brief(text: string | null): string | null {
  return text === null || text.length <= 32 ? text : `${text.length} ${sha256(text).slice(0, 12)}`;
}
