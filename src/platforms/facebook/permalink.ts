import type { Ref } from '../../ref.ts';

/**
 * The post of a permalink. Its id is the path without slashes at the ends, made one of many:
 * `page/posts/1` (also of `permalink.php` and `story.php`, by the page's number, and of posts with their title in the
 * path), `page/videos/1`, `watch/1` where the page isn't named, `reel/1`, `page/photos/album/1`, `photo/1` where
 * neither is, `groups/1/posts/2`. A bare link must end in an id Facebook gives; in markup that is for Facebook to judge.
 */
export function refOfPermalink(url: URL, evidence: 'markup' | 'link'): Ref | null {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const id = idOf(parts, url.searchParams, evidence === 'markup' ? anyId : givenId);
  if (id === null) return null;
  const comment = evidence === 'markup' ? (url.searchParams.get('comment_id') ?? '') : '';
  const suffix = /^\d+(?:_\d+)?$/u.test(comment) ? `?comment_id=${comment}` : '';
  return { platform: 'facebook', id: `${id}${suffix}`, url: addressOf(id, suffix) };
}

/** `pfbid…` or digits; stories of old photos have two numbers. */
const givenId = /^(?:pfbid\w{10,120}|\d+(?:[_:]\d+)*)$/u;
/** Also the words that stand for an id in examples and in what publishing systems make up. */
const anyId = /^[\w.:%-]{1,200}$/u;
const digits = /^\d+$/u;
const account = /^[\p{L}\p{N}.%_-]{1,200}$/u;

function idOf(parts: readonly string[], query: URLSearchParams, post: RegExp): string | null {
  const [first = '', second = ''] = parts;
  switch (first) {
    case 'permalink.php':
    case 'story.php':
      return story(query);
    case 'photo':
    case 'photo.php':
      return numbered('photo', query.get('fbid') ?? second);
    case 'watch':
      return numbered('watch', query.get('v') ?? (second === 'live' ? '' : second));
    case 'video.php':
      return numbered('watch', query.get('v') ?? '');
    case 'video':
      return second === 'embed' ? numbered('watch', query.get('video_id') ?? '') : null;
    case 'reel':
    case 'questions':
      return numbered(first, second);
    case 'groups':
      return inGroup(parts, post, query);
    default:
      return reserved.has(first) || !account.test(first) ? null : ofAccount(parts, post);
  }
}

function story(query: URLSearchParams): string | null {
  const [id, owner] = [query.get('story_fbid') ?? '', query.get('id') ?? ''];
  return givenId.test(id) && /^(?:pfbid\w+|\d+)$/u.test(owner) ? `${owner}/posts/${id}` : null;
}

function numbered(kind: string, id: string): string | null {
  return digits.test(id) ? `${kind}/${id}` : null;
}

/** `groups/name/posts/1` and, older, `groups/name/permalink/1` or `groups/name?id=1`. */
function inGroup(parts: readonly string[], post: RegExp, query: URLSearchParams): string | null {
  const [, group = '', kind = '', last = ''] = parts;
  if (!account.test(group)) return null;
  if (kind === 'posts' || kind === 'permalink')
    return post.test(last) ? `groups/${group}/posts/${last}` : null;
  const old = query.get('multi_permalinks') ?? '';
  return kind === '' && digits.test(old) ? `groups/${group}/posts/${old}` : null;
}

function ofAccount(parts: readonly string[], post: RegExp): string | null {
  const [name = '', kind = '', ...rest] = parts;
  const last = rest.at(-1) ?? '';
  switch (kind) {
    case 'posts':
    case 'activity':
      // a title may stand before the id
      return rest.length <= 2 && post.test(last) ? `${name}/${kind}/${last}` : null;
    case 'videos':
      return rest.length <= 2 && digits.test(last) ? `${name}/videos/${last}` : null;
    case 'photos':
      return rest.length <= 2 && digits.test(last) ? `${name}/photos/${rest.join('/')}` : null;
    default:
      return null;
  }
}

function addressOf(id: string, suffix: string): string {
  const [kind = '', number = ''] = id.split('/');
  const site = 'https://www.facebook.com';
  if (kind === 'photo') return `${site}/photo/?fbid=${number}${suffix.replace('?', '&')}`;
  if (kind === 'watch') return `${site}/watch/?v=${number}${suffix.replace('?', '&')}`;
  return `${site}/${id}${suffix}`;
}

/** First parts of paths that are the site's own. */
const reserved: ReadonlySet<string> = new Set(
  'share sharer dialog plugins events pages hashtag login l.php media marketplace gaming help policies stories ads'.split(
    ' ',
  ),
);
