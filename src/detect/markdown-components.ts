import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { type Argument, postNamed } from './markdown-arguments.ts';
import { readJsxTag } from './markdown-jsx.ts';
import { type Named, namesOf } from './markdown-names.ts';
import type { Found } from './text-embeds.ts';

/**
 * Components such as `<Tweet id="20" />` where the name is one of a platform's. `masked` is the Markdown without its code,
 * `text` the whole: values may be written between backquotes.
 */
export function components(masked: string, text: string, platforms: readonly PlatformInArticles[]): Found[] {
  const known = namesOf(platforms, 'components');
  const knownOrShared = namesOf(platforms, 'components', shared);
  const found: Found[] = [];
  const live = withoutModules(masked);
  const tags = /<([A-Za-z][\w.-]{0,60})(?=[\s/>])/gu;
  for (let match = tags.exec(live); match !== null; match = tags.exec(live)) {
    const name = match[1]?.split('.').at(-1) ?? '';
    // `<embed>` and `<video>` are HTML's own
    const candidates = /^[A-Z]/u.test(name) ? knownOrShared(name) : known(name);
    if (candidates.length === 0) continue;
    const tag = readJsxTag(text, match.index + match[0].length);
    if (tag === null) continue;
    const body = tag.isClosed ? null : bodyOf(text, tag.end, match[1] ?? '');
    const post = postIn([...tag.attributes, ...wordsIn(body?.source ?? '')], candidates);
    if (post === null) continue;
    const end = body?.end ?? tag.end;
    found.push({
      platform: post.platform,
      kind: 'component',
      ref: post,
      quoted: null,
      start: match.index,
      end,
      confidence: 0.98,
    });
    tags.lastIndex = end;
  }
  return found;
}

/** Components that take any network's address. */
const shared = [
  'embed',
  'oembed',
  'embedblock',
  'socialembed',
  'socialpost',
  'video',
  'videoembed',
  'videoplayer',
  'reactplayer',
];

function postIn(args: readonly Argument[], candidates: readonly Named[]): Ref | null {
  for (const candidate of candidates) {
    const ref = postNamed(args, candidate);
    if (ref !== null) return ref;
  }
  return null;
}

interface Body {
  readonly source: string;
  /** Past the closing tag. */
  readonly end: number;
}

const longestBody = 2000;

/** What stands between a component's tags, if it is short and holds no other of its name. */
function bodyOf(text: string, from: number, name: string): Body | null {
  const near = text.slice(from, from + longestBody);
  const close = near.indexOf(`</${name}`);
  if (close === -1 || near.slice(0, close).includes(`<${name}`)) return null;
  const end = near.indexOf('>', close);
  return end === -1 ? null : { source: near.slice(0, close), end: from + end + 1 };
}

/** `<Tweet>https://…</Tweet>`: one word between the tags. */
function wordsIn(body: string): Argument[] {
  const word = body.trim();
  return word === '' || /\s|</u.test(word) ? [] : [{ key: null, value: word }];
}

/** Imports and exports of MDX, up to the next blank line, show nothing. */
function withoutModules(text: string): string {
  return text.replace(/^(?:import|export)[\s{*][^\n]*(?:\n(?![^\S\n]*(?:\n|$))[^\n]*)*/gmu, (module) =>
    module.replace(/[^\n]/gu, ' '),
  );
}
