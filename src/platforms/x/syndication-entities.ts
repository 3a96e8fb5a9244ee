import { cleanText } from '../segments.ts';
import { statusIdOf } from './status-address.ts';
import type { Entities, Link } from './syndication-schema.ts';
import type { Entity } from './text.ts';

/** The entities of a post as places in its text. `hidden`: posts whose link X doesn't show, the quoted one and itself. */
export function readEntities(entities: Entities | null, hidden: readonly (string | null)[]): Entity[] {
  if (entities === null) return [];
  return [
    ...entities.urls.items.map((link) => linkEntity(link, isTo(link, hidden))),
    ...entities.media.items.map((link) => linkEntity(link, true)),
    ...entities.user_mentions.items.map(({ screen_name, indices }) => mentionEntity(screen_name, indices)),
    ...entities.hashtags.items.map(({ text, indices }) => hashtagEntity(text, indices)),
    ...entities.symbols.items.map(({ text, indices }) => cashtagEntity(text, indices)),
  ];
}

function isTo({ expanded_url }: Link, posts: readonly (string | null)[]): boolean {
  const id = statusIdOf(expanded_url);
  return id !== null && posts.includes(id);
}

function linkEntity(link: Link, isHiddenAtEnd: boolean): Entity {
  const text = cleanText(link.display_url ?? link.url);
  // An address that isn't one of the web is shown as text, never linked.
  const url = link.expanded_url ?? (/^https?:\/\/[^\s"<>]+$/iu.test(link.url) ? link.url : null);
  return {
    indices: link.indices,
    literals: [link.url],
    segment: url === null ? { kind: 'text', text } : { kind: 'link', text, url },
    isHiddenAtEnd,
  };
}

function mentionEntity(handle: string, indices: Entity['indices']): Entity {
  const url = `https://x.com/${handle}`;
  return {
    indices,
    literals: [`@${handle}`, `＠${handle}`],
    segment: { kind: 'mention', text: `@${handle}`, handle, url },
    isHiddenAtEnd: false,
  };
}

function hashtagEntity(text: string, indices: Entity['indices']): Entity {
  const tag = cleanText(text);
  const url = `https://x.com/hashtag/${encodeURIComponent(tag)}`;
  return {
    indices,
    literals: [`#${text}`, `＃${text}`],
    segment: { kind: 'tag', text: `#${tag}`, tag, url },
    isHiddenAtEnd: false,
  };
}

function cashtagEntity(text: string, indices: Entity['indices']): Entity {
  const tag = cleanText(text);
  const url = `https://x.com/search?q=${encodeURIComponent(`$${tag}`)}`;
  return {
    indices,
    literals: [`$${text}`, `＄${text}`],
    segment: { kind: 'tag', text: `$${tag}`, tag, url },
    isHiddenAtEnd: false,
  };
}
