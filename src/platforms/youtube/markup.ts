import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { frameMarkup } from '../frame-markup.ts';
import { framedPost } from '../framed-post.ts';
import { players } from './markup-players.ts';
import { readTitle } from './markup-title.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** How videos of YouTube stand in pages: frames first, then what stands in for a frame until it is wanted. */
export const markup: readonly MarkupRule[] = [
  ...frameMarkup('youtu', readTitle),
  { kind: 'iframe', element: 'object', classes: [], hint: 'youtu', read: readObject },
  { kind: 'amp', element: 'amp-youtube', classes: [], hint: 'data-videoid', read: byId('data-videoid') },
  {
    kind: 'widget',
    element: 'lite-youtube',
    classes: [],
    hint: 'video',
    read: byId('videoid', 'video-id'),
  },
  ...['youtube-lite-player', 'youtube-player', 'youtube-embed', 'lite-youtube-embed', 'embetty-video'].map(
    (element): MarkupRule => ({ kind: 'widget', element, classes: [], hint: 'youtube', read: readComponent }),
  ),
  { kind: 'widget', element: 'youtube-video', classes: [], hint: 'youtu', read: readFrame },
  ...players,
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'www.youtube.com/iframe_api',
  'www.youtube.com/player_api',
  'cdn.ampproject.org/v0/amp-youtube-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = [
  'yt.',
  'onyoutube',
  'ytplayer',
  'youtube.com/embed',
  'youtube-nocookie.com/embed',
  'enablejsapi',
  '<amp-youtube',
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

/** Components name the video in many ways; one of them is told the network too. */
function readComponent(element: MarkupElement, match: Match): MarkupReading | null {
  if (!/^(?:youtube)?$/iu.test(element.attribute('type') ?? '')) return null;
  const names = ['videoid', 'video-id', 'video', 'data-video-id', 'slug', '@slug', 'vid', 'id'];
  return byId(...names)(element, match) ?? readFrame(element, match);
}

function reading(ref: Ref | null, element: MarkupElement): MarkupReading | null {
  return ref === null ? null : { ref, quoted: readTitle(element) };
}
