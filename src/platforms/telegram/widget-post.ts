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
import { omitted } from '../omissions.ts';
import { readPostTime } from '../post-time.ts';
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
  const media = readMedia(parts);
  const documents = readDocuments(parts, ref);
  const poll = readPoll(parts);
  const card = readCard(partOf(parts, 'link_preview')) ?? readPlace(parts) ?? documents[0] ?? null;
  return {
    ...emptyPost,
    ref,
    author: readAuthor(parts, channel),
    segments,
    createdAt: readTime(parts, at),
    dir: directionOf(textOf(segments)),
    media: media.items,
    parent: readParent(partOf(parts, 'reply'), channel),
    poll: poll.poll,
    card,
    note: readForwarding(parts),
    metrics: readViews(parts, at),
    omissions: [
      ...omitted('media', 'surplus', media.surplus),
      ...omitted('document', 'only one has room', documents.filter((each) => each !== card).length),
      ...omitted('option', 'surplus', poll.surplus),
    ],
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
function readTime(parts: readonly MarkupElement[], at: string): string | null {
  const times = [...(partOf(parts, 'date')?.descendants('time') ?? []), ...parts];
  const written = times.find((part) => part.name === 'time' && part.attribute('datetime') !== null);
  const time = readPostTime(written?.attribute('datetime'), at);
  return time?.includes('T') === true ? time : null;
}

/** What it answers, of which the widget shows who wrote it and how it begins. */
function readParent(reply: MarkupElement | null, channel: string): Parent | null {
  const url = URL.parse(reply?.attribute('href') ?? '');
  const ref = url === null ? null : match(url);
  if (reply === null || ref === null) return null;
  const parts = ownParts(reply);
  const words = parts.find(({ classes }) => classes.some((name) => /reply_text$|_metatext$/u.test(name)));
  const name = cleanText(nameIn(partOf(parts, 'author_name'))) || null;
  const segments = words === undefined ? [] : readText(words, channel);
  const shown: Post | null =
    name === null && segments.length === 0
      ? null
      : {
          ...emptyPost,
          ref,
          author: { ...nobody, name },
          segments,
          dir: directionOf(textOf(segments)),
          truncated: true,
        };
  return { name: writeRef(ref), url: ref.url, handle: null, post: shown };
}

function readPoll(parts: readonly MarkupElement[]): { poll: Poll | null; surplus: number } {
  const texts = partsOf(parts, 'poll_option_text');
  const options = texts.slice(0, 20).map(({ text }) => ({ text: cleanText(text.trim()), votes: null }));
  return {
    poll: options.length === 0 ? null : { options, endsAt: null },
    surplus: texts.length - options.length,
  };
}

/** Files that only the app hands out: their names and sizes. */
function readDocuments(parts: readonly MarkupElement[], ref: Ref): Card[] {
  return partsOf(parts, 'document_wrap').flatMap((wrap): Card[] => {
    const own = ownParts(wrap);
    const title = cleanText(partOf(own, 'document_title')?.text.trim() ?? '');
    const extra = cleanText(partOf(own, 'document_extra')?.text.trim() ?? '');
    if (title === '') return [];
    return [{ url: ref.url, title, description: extra || null, site: null, picture: null }];
  });
}

/** A place on a map, with its name where it has one. */
function readPlace(parts: readonly MarkupElement[]): Card | null {
  const wrap = partOf(parts, 'location_wrap');
  const url = webAddress(wrap?.attribute('href') ?? null);
  if (url === null) return null;
  const words = (name: string) => cleanText(partOf(parts, name)?.text.trim() ?? '') || null;
  const picture = styledPicture(partOf(parts, 'location'));
  return {
    url,
    title: words('location_title') ?? words('venue_title'),
    description: words('location_address') ?? words('venue_address'),
    site: null,
    picture: picture === null ? null : pictureAt(picture),
  };
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
