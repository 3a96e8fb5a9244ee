import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { framedPost } from '../framed-post.ts';
import { readTitle } from './markup-title.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** Boxes that scripts of themes and plugins turn into a frame. */
export const players: readonly MarkupRule[] = [
  box(['rll-youtube-player', 'youtube-player', 'lazy-youtube', '__youtube_prefs__'], 'data-', readPlayer),
  box(
    ['lazyYT', 'js-lazyYT', 'youtube', 'youtube-embed', 'yt-lazyload', 'plyr__video-embed'],
    'data-',
    readPlayer,
  ),
  box(['lyte-wrapper', 'lyMe'], 'WYL_', readLyte),
  box(['elementor-widget-video'], 'youtube_url', readElementor),
  box(['sqs-video-wrapper'], 'data-html', readSquarespace),
];

function box(classes: readonly string[], hint: string, find: Find): MarkupRule {
  return {
    kind: 'widget',
    element: 'div',
    classes,
    hint,
    read: (element, match): MarkupReading | null => {
      const ref = find(element, match);
      return ref === null ? null : { ref, quoted: readTitle(element) };
    },
  };
}

type Find = (element: MarkupElement, match: Match) => Ref | null;

/** The address, or the id alone. */
function readPlayer(element: MarkupElement, match: Match): Ref | null {
  return framedPost(element, match) ?? firstId(idAttributes.map((name) => element.attribute(name)));
}

const idAttributes = [
  'data-id',
  'data-video-id',
  'data-videoid',
  'data-youtube-id',
  'data-ytid',
  'data-embed',
  'data-plyr-embed-id',
];

function firstId(ids: readonly (string | null | undefined)[]): Ref | null {
  for (const id of ids) {
    const ref = refOf((id ?? '').trim());
    if (ref !== null) return ref;
  }
  return null;
}

/** WP YouTube Lyte. */
function readLyte(element: MarkupElement): Ref | null {
  const boxes = [element, ...element.descendants('div')];
  return firstId(boxes.map((each) => /^WYL_(.{11})$/u.exec(each.attribute('id') ?? '')?.[1]));
}

/** Elementor keeps its settings as JSON: `{"youtube_url":"https:\\/\\/youtu.be\\/…","video_type":"youtube"}`. */
function readElementor(element: MarkupElement, match: Match): Ref | null {
  const settings = element.attribute('data-settings') ?? '';
  const url = /"youtube_url":"([^"]{1,500})"/u.exec(settings)?.[1];
  return url === undefined || !isShown.test(settings) ? null : match(url.replaceAll('\\/', '/'));
}

/** The address is kept where another player is chosen; YouTube is what is taken without a choice. */
const isShown = /"video_type":"youtube"|^(?!.*"video_type")/su;

/** Squarespace keeps the frame's source in an attribute. */
function readSquarespace(element: MarkupElement, match: Match): Ref | null {
  const source = /<iframe\b[^>]*\ssrc="([^"]{1,2000})"/u.exec(element.attribute('data-html') ?? '')?.[1];
  return source === undefined ? null : match(source.replaceAll('&amp;', '&'));
}
