import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { boxedPost, framedPost } from '../framed-post.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** How videos of YouTube stand in pages: frames first, then what stands in for a frame until it is wanted. */
export const markup: readonly MarkupRule[] = [
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'youtu', read: readFrame },
  { kind: 'iframe', element: 'embed', classes: [], hint: 'youtu', read: readFrame },
  { kind: 'iframe', element: 'object', classes: [], hint: 'youtu', read: readObject },
  { kind: 'amp', element: 'amp-youtube', classes: [], hint: 'data-videoid', read: byId('data-videoid') },
  {
    kind: 'widget',
    element: 'lite-youtube',
    classes: [],
    hint: 'video',
    read: byId('videoid', 'video-id'),
  },
  { kind: 'widget', element: 'youtube-video', classes: [], hint: 'youtu', read: readFrame },
  { kind: 'widget', element: 'div', classes: ['rll-youtube-player'], hint: 'data-', read: readPlayer },
  {
    kind: 'widget',
    element: 'div',
    classes: ['youtube-player', 'lazy-youtube'],
    hint: 'data-',
    read: readPlayer,
  },
  { kind: 'widget', element: 'div', classes: ['lyte-wrapper', 'lyMe'], hint: 'WYL_', read: readLyte },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: 'youtu', read: readBox },
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'www.youtube.com/iframe_api',
  'www.youtube.com/player_api',
  'cdn.ampproject.org/v0/amp-youtube-0.1.js',
];

function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  return reading(framedPost(element, match), element);
}

/** Flash players of the first years: `object` with the address as `data` or in a `param`, an `embed` or a frame inside. */
function readObject(element: MarkupElement, match: Match): MarkupReading | null {
  const values = [
    element.attribute('data'),
    ...element.descendants('param').map((param) => param.attribute('value')),
    ...element.descendants('embed').map((embed) => embed.attribute('src')),
  ];
  for (const value of values) {
    const ref = value === null ? null : match(value);
    if (ref !== null) return reading(ref, element);
  }
  return null;
}

function byId(...names: readonly string[]): MarkupRule['read'] {
  return (element) => {
    for (const name of names) {
      const ref = refOf((element.attribute(name) ?? '').trim());
      if (ref !== null) return reading(ref, element);
    }
    return null;
  };
}

/** Boxes that lazy loaders turn into a frame: the address, or the id alone. */
function readPlayer(element: MarkupElement, match: Match): MarkupReading | null {
  const id = ['data-id', 'data-video-id', 'data-videoid', 'data-youtube-id', 'data-embed']
    .map((name) => refOf((element.attribute(name) ?? '').trim()))
    .find((ref) => ref !== null);
  return reading(framedPost(element, match) ?? id ?? null, element);
}

/** WP YouTube Lyte. */
function readLyte(element: MarkupElement): MarkupReading | null {
  for (const each of [element, ...element.descendants('div')]) {
    const ref = refOf(/^WYL_(.{11})$/u.exec(each.attribute('id') ?? '')?.[1] ?? '');
    if (ref !== null) return reading(ref, element);
  }
  return null;
}

/** A service's box around a link or a frame. */
function readBox(element: MarkupElement, match: Match): MarkupReading | null {
  return reading(boxedPost(element, match), element);
}

function reading(ref: Ref | null, element: MarkupElement): MarkupReading | null {
  return ref === null ? null : { ref, quoted: readTitle(element) };
}

/** The video's title, which publishing systems keep on the frame; the words of a bare player say nothing. */
function readTitle(element: MarkupElement): Quoted | null {
  const title = ['title', 'videotitle', 'playlabel', 'data-title']
    .map((name) => (element.attribute(name) ?? '').replace(/\s+/gu, ' ').trim())
    .find((each) => each !== '' && !isPlayersOwn(each));
  if (title === undefined) return null;
  const text = title.replace(/^play(?: video)?:\s*/iu, '');
  return { name: null, handle: null, date: null, text, lang: null, dir: directionOf(text), links: [] };
}

function isPlayersOwn(title: string): boolean {
  return /^(?:an? |the )?(?:embedded )?(?:you ?tube|video|vidéo|player|embed|iframe|content|play)(?:[- ](?:video|vidéo|player|embed|iframe|short|content|\d+))*(?: player)?$/iu.test(
    title,
  );
}
