import type { Answer } from '../../model/answer.ts';
import type { AccountExport, AccountOwner, ExportedPost } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { inside, listIn, stringIn } from '../json-path.ts';
import { readArchivedJson } from './archived-json.ts';
import { refOf } from './text-ref.ts';

/**
 * What X hands an account's owner: a zip whose `data/*.js` each assign a list to a global, `tweets.js` (older:
 * `tweet.js`), further parts `tweets-part1.js`. Its posts are in the shape of API 1.1 without their author. Long ones are
 * cut there and whole in `note-tweet.js`, which names no post: the same second and the same beginning tell which.
 */
export const accountExport: AccountExport = {
  partOf: (path) => {
    const [, name = ''] = /^data\/([^/]+)\.js$/u.exec(path) ?? [];
    if (/^(?:account|profile)$/u.test(name)) return 'account';
    if (/^tweets?(?:-part\d{1,3})?$/u.test(name)) return 'posts';
    if (/^note-tweets?(?:-part\d{1,3})?$/u.test(name)) return 'more';
    return /^data\/(?:tweets?_media|profile_media)\/[^/]+$/u.test(path) ? 'media' : null;
  },
  readAccount: (texts) => {
    const records = texts.flatMap(firstRecord);
    const account = records.map((record) => inside(record, 'account')).find(Boolean);
    const profile = records.map((record) => inside(record, 'profile')).find(Boolean);
    const id = stringIn(account, 'accountId');
    const handle = stringIn(account, 'username');
    if (id === null || handle === null || !/^\d{1,20}$/u.test(id) || !/^\w{1,20}$/u.test(handle)) return null;
    const name = stringIn(account, 'accountDisplayName');
    return { id, handle, name, avatar: stringIn(profile, 'avatarMediaUrl') };
  },
  readPost,
  isMediaOf: (path, ref, url) => {
    const file = path.split('/').at(-1) ?? '';
    const shown = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
    const [, owner, name = ''] = /^(\d{1,20})-(.+)$/u.exec(file) ?? [];
    if (owner === undefined || shown === '') return false;
    const isAvatar = path.includes('profile_media/');
    // Addresses name a picture's format beside its name, files at its end.
    const isNamed = name === shown || name.replace(/\.\w{1,5}$/u, '') === shown;
    return isNamed && (isAvatar || owner === ref.id);
  },
};

function readPost(record: string, owner: AccountOwner, more: readonly string[]): ExportedPost | null {
  const tweet = parsed(record);
  const sent = inside(tweet, 'tweet') ?? tweet;
  const ref = refOf(stringIn(sent, 'id_str') ?? stringIn(sent, 'id') ?? '');
  const text = stringIn(sent, 'full_text') ?? stringIn(sent, 'text');
  if (ref === null || text === null || isRepost(sent, text)) return null;
  const note = more.find((each) => isWholeOf(parsed(each), sent, text));
  const answer = answerOf(note === undefined ? sent : { ...Object(sent), truncated: true }, owner, ref);
  return {
    ref,
    answer,
    whole:
      note === undefined
        ? null
        : { record: note, answer: answerOf(withNote(sent, parsed(note)), owner, ref) },
  };
}

/** The list holds reposts as the words they were once written with. */
function isRepost(sent: unknown, text: string): boolean {
  return inside(sent, 'retweeted_status') !== undefined || /^RT @\w{1,20}: /u.test(text);
}

function answerOf(sent: unknown, owner: AccountOwner, ref: Ref): Answer {
  const user = {
    id_str: owner.id,
    screen_name: owner.handle,
    name: owner.name ?? owner.handle,
    ...(owner.avatar === null ? {} : { profile_image_url_https: owner.avatar }),
  };
  const at = new Date(Date.parse(stringIn(sent, 'created_at') ?? '') || 0).toISOString();
  const wire = { url: ref.url, status: 200, headers: [], body: new Uint8Array(), at };
  return readArchivedJson({ ...Object(withNumbers(sent)), id_str: ref.id, user }, wire, ref);
}

function isWholeOf(record: unknown, sent: unknown, text: string): boolean {
  const note = inside(record, 'noteTweet');
  const [madeAt, noteAt] = [stringIn(sent, 'created_at'), stringIn(note, 'createdAt')].map((time) =>
    Date.parse(time ?? ''),
  );
  const words = stringIn(note, 'core', 'text');
  if (words === null || madeAt === undefined || noteAt === undefined) return false;
  const begin = unescaped(text).replace(/…?\s*(?:https:\/\/t\.co\/\w+\s*)*$/u, '');
  return Math.abs(madeAt - noteAt) <= 2_000 && begin.length >= 20 && words.startsWith(begin);
}

/** A long post as streams sent one. */
function withNote(sent: unknown, record: unknown): unknown {
  const core = inside(record, 'noteTweet', 'core');
  const text = stringIn(core, 'text') ?? '';
  const placed = (key: string, fields: (part: unknown) => object) =>
    listIn(core, key).map((part) => ({
      ...fields(part),
      indices: [Number(inside(part, 'fromIndex')), Number(inside(part, 'toIndex'))],
    }));
  const entities = {
    urls: placed('urls', (part) => ({
      url: stringIn(part, 'shortUrl'),
      expanded_url: stringIn(part, 'expandedUrl'),
      display_url: stringIn(part, 'displayUrl'),
    })),
    hashtags: placed('hashtags', (part) => ({ text: stringIn(part, 'text') })),
    user_mentions: placed('mentions', (part) => ({ screen_name: stringIn(part, 'screenName') })),
    symbols: [],
  };
  const whole = { full_text: text, display_text_range: [0, Array.from(text).length], entities };
  return {
    ...Object(sent),
    extended_tweet: { ...whole, extended_entities: inside(sent, 'extended_entities') },
  };
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/gu, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');
}

/** Exports write numbers as strings. */
function withNumbers(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withNumbers(item, key));
  if (typeof value === 'string') return numeric.has(key) && /^\d{1,15}$/u.test(value) ? Number(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withNumbers(item, name)]));
}

const numeric: ReadonlySet<string> = new Set([
  'display_text_range',
  'indices',
  'favorite_count',
  'retweet_count',
  'w',
  'h',
  'aspect_ratio',
  'bitrate',
  'duration_millis',
]);

/** The list a file assigns, its first record only: there is one account. */
function firstRecord(text: string): unknown[] {
  const list = parsed(text.slice(text.indexOf('[')));
  return Array.isArray(list) ? list.slice(0, 1) : [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
