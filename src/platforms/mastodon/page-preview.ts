import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { readLang } from '../lang.ts';
import { type PageHead, postOfHead } from '../page-head.ts';
import { readPostTime } from '../post-time.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { match } from './match.ts';

/** The post as a page's head tells it for previews: the words as typed, without marks; of one under a warning no more than that. */
export function readPreview(head: PageHead, ref: Ref, at: string): Answer {
  const found = postOfHead(head, ref, (url) => match(url, 'markup'));
  if ('kind' in found) return found;
  const media = readMedia(head);
  const { words, isCut } = wordsOf(head.meta('og:description', 'description') ?? '', media.length > 0);
  const [, title = '', titled = null] =
    /^(.{0,500}) \(@?([\w.-]{1,128}@[\w.:-]{1,255})\)$/su.exec(head.meta('og:title') ?? '') ?? [];
  const handle = head.meta('profile:username') ?? titled;
  const post: Post = {
    ...emptyPost,
    ref: found,
    author: {
      ...nobody,
      name: cleanText(title).trim() || null,
      handle: handle !== null && /^[\w.-]{1,128}@[\w.:-]{1,255}$/u.test(handle) ? handle : titled,
      url: /^https:\/\/[^/]+\/@[^/]+(?=\/)/u.exec(found.url)?.[0] ?? null,
    },
    segments: plainSegments(words),
    createdAt: readPostTime(head.meta('og:published_time', 'article:published_time'), at),
    lang: readLang(head.meta('og:locale')),
    dir: directionOf(words),
    media,
    truncated: isCut,
    sensitive: isCut,
  };
  return { kind: 'post', post };
}

/** Before the words stands how many files there are, and a warning, with which they end, in the language of whoever asked. */
function wordsOf(text: string, hasMedia: boolean): { readonly words: string; readonly isCut: boolean } {
  const all = cleanText(text).trim();
  const [first = '', ...rest] = all.split('\n\n');
  const isCounted = counted.test(first);
  const warning = warned.exec(isCounted ? first.slice(first.lastIndexOf(' · ') + 3) : first)?.[1];
  if (warning !== undefined) return { words: [warning, ...rest].join('\n\n'), isCut: true };
  return { words: hasMedia && isCounted ? rest.join('\n\n') : all, isCut: false };
}

const counted = /^(?:Attached|Angehängt|Attaché|Adjunto|Allegato|Anexado|Bijgevoegd): ?\d/u;
const warned =
  /^(?:Content warning|Inhaltswarnung|Avertissement de contenu|Advertencia de contenido|Avviso di contenuto|Aviso de conteúdo|Inhoudswaarschuwing): ?(.+)$/su;

/** A card of the small kind has the author's picture, one with a player the film's still. */
function readMedia(head: PageHead): Media[] {
  const card = head.meta('twitter:card');
  const rest = { alt: null, durationMs: null, stream: null } as const;
  const pictures = head.pictures('og:image').map((url) => pictureAt(url));
  if (card === 'summary_large_image')
    return pictures.slice(0, 20).map((picture) => ({ ...picture, ...rest, kind: 'photo', poster: null }));
  const [film] = head.pictures('og:video');
  if (film !== undefined)
    return [{ ...pictureAt(film), ...rest, kind: 'video', poster: pictures[0] ?? null }];
  const [sound] = head.pictures('og:audio');
  return sound === undefined ? [] : [{ ...pictureAt(sound), ...rest, kind: 'audio', poster: null }];
}
