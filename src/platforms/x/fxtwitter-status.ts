import { inside, listIn, stringIn } from '../json-path.ts';
import { unitRange } from './code-points.ts';
import { fromPoll } from './poll-card.ts';

/** A post of FxTwitter's API in the shape of `tweet-result`. `depth`: how many quotes within one another are followed. */
export function fromFxTwitter(status: unknown, depth: number): unknown {
  const raw = stringIn(status, 'raw_text', 'text');
  const plain = stringIn(status, 'text') ?? '';
  const quote = inside(status, 'quote') ?? null;
  const replied = inside(status, 'replying_to');
  return {
    id_str: inside(status, 'id'),
    text: raw ?? escaped(plain),
    display_text_range: rangeOf(status, raw),
    entities: raw === null ? bareLinks(escaped(plain)) : fromFacets(listIn(status, 'raw_text', 'facets')),
    user: fromAuthor(inside(status, 'author')),
    created_at: inside(status, 'created_at'),
    lang: inside(status, 'lang'),
    possibly_sensitive: inside(status, 'possibly_sensitive'),
    mediaDetails: fromMedia(inside(status, 'media')),
    card: fromPoll({
      options: listIn(status, 'poll', 'choices').map((each) => ({
        label: inside(each, 'label'),
        votes: inside(each, 'count'),
      })),
      end_datetime: inside(status, 'poll', 'ends_at'),
    }),
    article: fromArticle(inside(status, 'article')),
    birdwatch_pivot: fromNote(stringIn(status, 'community_note', 'text')),
    in_reply_to_status_id_str: inside(status, 'replying_to_status') ?? inside(replied, 'status'),
    in_reply_to_screen_name: typeof replied === 'string' ? replied : inside(replied, 'screen_name'),
    ...fromQuote(quote, depth),
    favorite_count: inside(status, 'likes'),
    reply_count: inside(status, 'replies'),
    retweet_count: inside(status, 'reposts') ?? inside(status, 'retweets'),
    view_count: inside(status, 'views'),
  };
}

/** Of a long post the range is the whole, of others that of the API. */
function rangeOf(status: unknown, raw: string | null): unknown {
  if (raw === null || inside(status, 'is_note_tweet') === true) return null;
  return unitRange(raw, inside(status, 'raw_text', 'display_text_range'));
}

function fromQuote(quote: unknown, depth: number): object {
  if (quote === null || depth < 0) return {};
  const isHidden = stringIn(quote, 'type') === 'tombstone';
  const text = stringIn(quote, 'message') ?? stringIn(quote, 'reason') ?? 'unavailable';
  return {
    quoted_status_id_str: inside(quote, 'id'),
    quoted_tweet: isHidden
      ? { __typename: 'TweetTombstone', tombstone: { text: { text } } }
      : fromFxTwitter(quote, depth - 1),
  };
}

function fromAuthor(author: unknown): unknown {
  return {
    id_str: inside(author, 'id'),
    name: inside(author, 'name'),
    screen_name: inside(author, 'screen_name'),
    profile_image_url_https: inside(author, 'avatar_url'),
    verified: inside(author, 'verification', 'verified'),
    verified_type: verified.get(stringIn(author, 'verification', 'type') ?? ''),
  };
}

/** Its words for X's. */
const verified: ReadonlyMap<string, string> = new Map([
  ['organization', 'Business'],
  ['government', 'Government'],
  ['individual', 'blue'],
]);

function fromFacets(facets: readonly unknown[]): unknown {
  const of = (...types: readonly string[]) =>
    facets.slice(0, 2000).filter((facet) => types.includes(stringIn(facet, 'type') ?? ''));
  const links = (facet: unknown) => ({
    indices: inside(facet, 'indices'),
    url: inside(facet, 'original'),
    expanded_url: inside(facet, 'replacement'),
    display_url: inside(facet, 'display'),
  });
  const words = (facet: unknown) => ({
    indices: inside(facet, 'indices'),
    text: inside(facet, 'original'),
    screen_name: inside(facet, 'original'),
  });
  return {
    urls: of('url').map(links),
    media: of('media').map(links),
    hashtags: of('hashtag').map(words),
    symbols: of('symbol').map(words),
    user_mentions: of('mention').map(words),
  };
}

/** Where only the shown text is told, its addresses are links already. */
function bareLinks(text: string): unknown {
  const urls = [...text.matchAll(/https?:\/\/[^\s<>"'，。、；：！？）】」]+/gu)]
    .slice(0, 1000)
    .map((found) => ({
      url: found[0],
      expanded_url: found[0].replaceAll('&amp;', '&'),
      display_url: found[0].replaceAll('&amp;', '&'),
      indices: [found.index, found.index + found[0].length],
    }));
  return { urls };
}

function fromMedia(media: unknown): unknown {
  const kinds = [...listIn(media, 'photos'), ...listIn(media, 'videos')];
  const all = listIn(media, 'all').filter((item) => stringIn(item, 'type')?.startsWith('mosaic') !== true);
  return (all.length > 0 ? all : kinds).map((item) => {
    const type = stringIn(item, 'type');
    const still = stringIn(item, 'thumbnail_url');
    const size = { width: inside(item, 'width'), height: inside(item, 'height') };
    if (still === null)
      return {
        type: 'photo',
        media_url_https: inside(item, 'url'),
        ext_alt_text: inside(item, 'altText'),
        original_info: size,
      };
    const seconds = inside(item, 'duration');
    return {
      type: type === 'gif' ? 'animated_gif' : 'video',
      media_url_https: still,
      ext_alt_text: inside(item, 'altText'),
      original_info: size,
      video_info: {
        duration_millis: typeof seconds === 'number' && seconds > 0 ? Math.round(seconds * 1000) : null,
        variants: [
          ...listIn(item, 'variants'),
          ...listIn(item, 'formats').map((format) => ({
            url: inside(format, 'url'),
            bitrate: inside(format, 'bitrate'),
            content_type: containers.get(stringIn(format, 'container') ?? ''),
          })),
          { url: inside(item, 'url'), content_type: stringIn(item, 'format') ?? 'video/mp4' },
        ].slice(0, 100),
      },
    };
  });
}

const containers: ReadonlyMap<string, string> = new Map([
  ['mp4', 'video/mp4'],
  ['m3u8', 'application/x-mpegURL'],
]);

function fromArticle(article: unknown): unknown {
  if (article === undefined || article === null) return null;
  return { ...Object(article), rest_id: inside(article, 'id') };
}

function fromNote(text: string | null): unknown {
  return text === null ? null : { subtitle: { text: escaped(text) } };
}

/** Its texts are as shown, those of `tweet-result` escaped. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
