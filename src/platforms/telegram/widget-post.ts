import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import {
  type Author,
  type Card,
  emptyPost,
  type Metrics,
  type Note,
  nobody,
  type Parent,
  type Poll,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { match } from './match.ts';
import { readMedia } from './widget-media.ts';
import { accountIn, ownParts, partOf, partsOf, styledPicture, webAddress } from './widget-parts.ts';
import { readText } from './widget-text.ts';

/** A message as its widget shows it. `at`: when that was, for the count of views. */
export function readMessage(message: MarkupElement, ref: Ref, at: string): Post {
  const parts = ownParts(message);
  const [channel = ''] = ref.id.split('/');
  const words = parts.find(({ classes }) => classes.includes('js-message_text')) ?? partOf(parts, 'text');
  const question = partOf(parts, 'poll_question');
  const segments = words === null ? plainSegments(question?.text ?? '') : readText(words, channel);
  return {
    ...emptyPost,
    ref,
    author: readAuthor(parts, channel),
    segments,
    createdAt: readTime(parts),
    dir: directionOf(textOf(segments)),
    media: readMedia(parts),
    parent: readParent(partOf(parts, 'reply')),
    poll: readPoll(parts),
    card: readCard(partOf(parts, 'link_preview')),
    note: readForwarding(parts),
    metrics: readViews(parts, at),
  };
}

/** In a group whoever wrote it, in a channel the channel. */
function readAuthor(parts: readonly MarkupElement[], channel: string): Author {
  const isForwarding = new Set(partsOf(parts, 'forwarded_from').flatMap((part) => part.descendants('*')));
  const person = partsOf(parts, 'author_name').find((part) => !isForwarding.has(part)) ?? null;
  const owner = partOf(parts, 'owner_name');
  const shown = person ?? owner;
  const named = accountIn(shown?.attribute('href') ?? null);
  const handle = named ?? (person === null ? channel : null);
  const photo = partOf(parts, 'user_photo');
  const avatar = webAddress(photo?.descendants('img')[0]?.attribute('src') ?? null);
  return {
    ...nobody,
    name: cleanText(nameIn(shown)) || null,
    handle,
    url: handle === null ? null : `https://t.me/${handle}`,
    avatar: avatar === null ? null : pictureAt(avatar),
    verified: shown !== null && isVerified(shown) ? 'verified' : null,
  };
}

/** Without the tick behind it. */
function nameIn(element: MarkupElement | null): string {
  const name = element?.descendants('span').find(({ text }) => text.trim() !== '') ?? element;
  return (name?.text ?? '').replace(/(?<![\s✔])[\s✔]+$/u, '').trim();
}

function isVerified(element: MarkupElement): boolean {
  return element.descendants('*').some(({ classes }) => classes.includes('verified-icon'));
}

/** ISO 8601 with an offset. */
function readTime(parts: readonly MarkupElement[]): string | null {
  const times = [...(partOf(parts, 'date')?.descendants('time') ?? []), ...parts];
  const written = times.find((part) => part.name === 'time' && part.attribute('datetime') !== null);
  const text = written?.attribute('datetime') ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/u.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function readParent(reply: MarkupElement | null): Parent | null {
  const url = URL.parse(reply?.attribute('href') ?? '');
  const ref = url === null ? null : match(url);
  return ref === null ? null : { name: writeRef(ref), url: ref.url, handle: null, post: null };
}

function readPoll(parts: readonly MarkupElement[]): Poll | null {
  const options = partsOf(parts, 'poll_option_text')
    .slice(0, 20)
    .map(({ text }) => ({ text: cleanText(text.trim()), votes: null }));
  return options.length === 0 ? null : { options, endsAt: null };
}

function readCard(preview: MarkupElement | null): Card | null {
  const url = webAddress(preview?.attribute('href') ?? null);
  if (preview === null || url === null) return null;
  const parts = ownParts(preview);
  const part = (name: string) =>
    parts.find(({ classes }) => classes.includes(`link_preview_${name}`)) ?? null;
  const words = (name: string) => cleanText(part(name)?.text.trim() ?? '') || null;
  const picture = styledPicture(part('image') ?? part('right_image') ?? part('video_thumb'));
  return {
    url,
    title: words('title'),
    description: words('description'),
    site: words('site_name'),
    picture: picture === null ? null : pictureAt(picture),
  };
}

/** Whose words they are, as the widget says it above them: `Forwarded from …`. */
function readForwarding(parts: readonly MarkupElement[]): Note | null {
  const name = partOf(parts, 'forwarded_from_name');
  const text = cleanText((partOf(parts, 'forwarded_from') ?? name)?.text.trim() ?? '');
  return text === '' ? null : { text, url: webAddress(name?.attribute('href') ?? null) };
}

/** `1.2K`, `12.5M`: rounded by Telegram. */
function readViews(parts: readonly MarkupElement[], at: string): Metrics | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)([KM]?)$/iu.exec(partOf(parts, 'views')?.text.trim() ?? '');
  if (match === null) return null;
  const [, number = '', unit = ''] = match;
  const times = { '': 1, K: 1000, M: 1_000_000 }[unit.toUpperCase()] ?? 1;
  return { at, likes: null, replies: null, reposts: null, views: Math.round(Number(number) * times) };
}
