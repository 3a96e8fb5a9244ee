import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readStatus } from '../status-answer.ts';
import { readApiErrors } from './api-errors.ts';
import { parseTweet, tombstoneSchema } from './syndication-schema.ts';
import { readTombstone } from './syndication-tombstone.ts';
import { readTweet } from './syndication-tweet.ts';

/** The endpoint X's own embeds ask, without login: `cdn.syndication.twimg.com/tweet-result`. */
export const syndication: Source = {
  id: 'x-syndication',
  rank: 'platform',
  hosts: ['cdn.syndication.twimg.com'],
  ask: (ref, fetch) =>
    fetch({
      url: syndicationUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 10 * 1024 * 1024,
    }),
  read,
};

/** The address of a post's answer. */
export function syndicationUrl(id: string): string {
  const query = new URLSearchParams({ id, lang: 'en', features, token: syndicationToken(id) });
  return `https://cdn.syndication.twimg.com/tweet-result?${query}`;
}

/** The token the endpoint wants (without one it answers `{}`). Digits lost in the number are lost in X's widget too. */
export function syndicationToken(id: string): string {
  return ((Number(id) / 1e15) * Math.PI).toString(36).replace(/[0.]/gu, '');
}

/** What the widget asks for besides: edits, notes of readers, softer tombstones, kinds of verification. */
const features = [
  'tfw_tweet_edit_backend:on',
  'tfw_tweet_edit_frontend:on',
  'tfw_show_birdwatch_pivots_enabled:on',
  'tfw_fosnr_soft_interventions_enabled:on',
  'tfw_show_gov_verified_badge:on',
  'tfw_show_business_verified_badge:on',
  'tfw_show_blue_verified_badge:on',
].join(';');

function read(wire: Wire, ref: Ref): Answer {
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const { value } = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return unknown('bad-shape', 'answer: not an object');
  if (Object.keys(value).length === 0) return unknown('empty', 'an empty object');
  const tombstone = tombstoneSchema.safeParse(value);
  if (tombstone.success) return readTombstone(tombstone.data.tombstone.text?.text ?? null);
  return readApiErrors(value) ?? readTweetOf(value, wire, ref);
}

function readTweetOf(value: object, wire: Wire, ref: Ref): Answer {
  if (isWithoutAuthor(value, ref))
    return { kind: 'tombstone', state: 'suspended', reason: 'the post came without its author' };
  const tweet = parseTweet(value);
  if (!tweet.success) return badShape(tweet.error);
  const { id_str: id, edit_control: edits } = tweet.data;
  if (id !== ref.id && edits?.edit_tweet_ids.includes(ref.id) !== true)
    return unknown('bad-shape', `id_str: another post (${id}) than asked`);
  return { kind: 'post', post: readTweet(tweet.data, wire.at) };
}

/** Posts of suspended accounts are sometimes sent whole but for the author. */
function isWithoutAuthor(value: object, ref: Ref): boolean {
  return !Object.hasOwn(value, 'user') && 'id_str' in value && value.id_str === ref.id && 'text' in value;
}
