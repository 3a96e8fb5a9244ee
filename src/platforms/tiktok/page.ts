import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { scriptData } from '../page-data.ts';
import { readFrame } from './embed.ts';
import { postOfItem } from './item-post.ts';
import { itemSchema } from './item-schema.ts';
import { match } from './match.ts';
import { readRefusal } from './refusal.ts';

/** A video's own page, with all TikTok tells, and why it is gone. Often a robot check instead. */
export const page: Source = {
  id: 'tiktok-page',
  rank: 'platform',
  hosts: ['www.tiktok.com'],
  ask: (ref, fetch) =>
    fetch({
      url: `https://www.tiktok.com/@_/video/${ref.id}`,
      headers: { accept: 'text/html' },
      purpose: 'api',
      maxBytes: 8 * 1024 * 1024,
    }),
  read: (wire, ref) => readPage(wire, ref, wire.at),
};

/** A page as it was shown at `at`, of any year. */
export function readPage(wire: Pick<Wire, 'status' | 'body' | 'url'>, ref: Ref, at: string): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  const answered = URL.parse(wire.url);
  const other = answered === null ? null : match(answered);
  if (other !== null && other.id !== ref.id)
    return unknown('bad-shape', `the page of another video (${other.id}) than asked`);
  return (
    readDetail(body.root, ref, at) ??
    readState(body.root, ref, at) ??
    readFrame(body.root, ref, at) ??
    foreignPage(body.root)
  );
}

const detail = z.object({
  itemInfo: optional(z.object({ itemStruct: z.unknown().optional() })),
  statusCode: optional(z.int()),
  statusMsg: optional(z.string()),
});

const universal = z
  .object({ __DEFAULT_SCOPE__: z.object({ 'webapp.video-detail': detail }) })
  .transform(({ __DEFAULT_SCOPE__: scope }) => scope['webapp.video-detail']);
const next = z.object({ props: z.object({ pageProps: detail }) });

/** Since 2023, and until 2021 under another name. */
function readDetail(root: MarkupElement, ref: Ref, at: string): Answer | null {
  const today = universal.safeParse(scriptData(root, '__UNIVERSAL_DATA_FOR_REHYDRATION__'));
  const before = next.safeParse(scriptData(root, '__NEXT_DATA__'));
  const data = today.data ?? before.data?.props.pageProps;
  if (data === undefined) return null;
  const item = data.itemInfo?.itemStruct;
  if (item !== undefined && item !== null) return readItem(item, ref, at);
  if (data.statusCode !== null && data.statusCode !== 0)
    return readRefusal(data.statusCode, data.statusMsg ?? '');
  return unknown('bad-shape', 'itemInfo: a page without an item');
}

const state = z.object({ ItemModule: z.record(z.string(), z.unknown()) });

/** In 2022. */
function readState(root: MarkupElement, ref: Ref, at: string): Answer | null {
  const read = state.safeParse(scriptData(root, 'SIGI_STATE') ?? scriptData(root, 'sigi-persisted-data'));
  const items = new Map(Object.entries(read.data?.ItemModule ?? {}));
  if (items.size === 0) return null;
  const item = items.get(ref.id);
  return item === undefined
    ? unknown('bad-shape', 'ItemModule: other videos than asked')
    : readItem(item, ref, at);
}

function readItem(value: unknown, ref: Ref, at: string): Answer {
  const item = itemSchema.safeParse(value);
  if (!item.success) return badShape(item.error);
  if (item.data.id !== ref.id) return unknown('bad-shape', `id: another video (${item.data.id}) than asked`);
  return { kind: 'post', post: postOfItem(item.data, ref, at) };
}
