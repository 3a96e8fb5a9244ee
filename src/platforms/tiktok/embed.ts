import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { count, httpsUrl, optional } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { scriptData } from '../page-data.ts';
import { postOfItem } from './item-post.ts';
import { type Item, itemSchema } from './item-schema.ts';

/** The page TikTok's own embeds frame: smaller than a video's page, and shown to machines too. All pictures, no reasons. */
export const embed: Source = {
  id: 'tiktok-embed',
  rank: 'platform',
  hosts: ['www.tiktok.com'],
  ask: (ref, fetch) =>
    fetch({
      url: embedUrl(ref.id),
      headers: { accept: 'text/html' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : (readFrame(body.root, ref, wire.at) ?? foreignPage(body.root));
  },
};

/** The address of a video's frame. */
export function embedUrl(id: string): string {
  return `https://www.tiktok.com/embed/v2/${id}`;
}

/** Reads it as it was shown at `at`; null where a page is no frame. */
export function readFrame(root: MarkupElement, ref: Ref, at: string): Answer | null {
  const state = stateSchema.safeParse(scriptData(root, '__FRONTITY_CONNECT_STATE__'));
  if (!state.success) return null;
  const routes = new Map(Object.entries(state.data.source.data));
  const route = [...routes].find(([path]) => path.split(/[/?]/u).includes(ref.id));
  if (route === undefined) return unknown('bad-shape', 'source.data: another page than asked');
  const video = routeSchema.safeParse(route[1]);
  if (!video.success) return readMissing(route[1]);
  const item = itemSchema.safeParse(itemOf(video.data.videoData));
  if (!item.success) return badShape(item.error);
  if (item.data.id !== ref.id) return unknown('bad-shape', `id: another video (${item.data.id}) than asked`);
  return { kind: 'post', post: postOfItem(item.data, ref, at) };
}

/** A frame's own 404 is that of a private video too. */
function readMissing(route: unknown): Answer {
  const read = z.object({ errorStatus: z.literal(404) }).safeParse(route);
  return read.success
    ? unknown('not-found', 'a frame with the error 404')
    : unknown('withheld-unknown', 'a frame without a video');
}

const text = optional(z.string());
const urls = countedListOf(httpsUrl, 10);
const mark = z.object({
  Start: optional(z.int()),
  End: optional(z.int()),
  HashtagName: text,
  UserUniqueId: text,
});

const videoSchema = z.object({
  itemInfos: z.object({
    id: z.unknown().optional(),
    text: text,
    createTime: z.unknown().optional(),
    covers: urls,
    coversOrigin: urls,
    video: optional(
      z.object({
        urls,
        videoMeta: optional(z.object({ width: count, height: count, duration: optional(z.number()) })),
      }),
    ),
    diggCount: z.unknown().optional(),
    commentCount: z.unknown().optional(),
    shareCount: z.unknown().optional(),
    playCount: z.unknown().optional(),
  }),
  authorInfos: optional(
    z.object({
      userId: z.unknown().optional(),
      uniqueId: text,
      nickName: text,
      verified: optional(z.boolean()),
      coversLarger: urls,
      coversMedium: urls,
      covers: urls,
    }),
  ),
  textExtra: countedListOf(mark, 200),
  imagePostInfo: optional(
    z.object({ displayImages: countedListOf(z.object({ urlList: urls, width: count, height: count }), 20) }),
  ),
});

const stateSchema = z.object({ source: z.object({ data: z.record(z.string(), z.unknown()) }) });
const routeSchema = z.object({ videoData: videoSchema });

/** The same in the words of a video's page. */
function itemOf({
  itemInfos: info,
  authorInfos: author,
  textExtra,
  imagePostInfo,
}: z.output<typeof videoSchema>) {
  const images = imagePostInfo?.displayImages.items ?? [];
  const meta = info.video?.videoMeta ?? null;
  const [avatarLarger, avatarMedium, avatarThumb] = [
    author?.coversLarger,
    author?.coversMedium,
    author?.covers,
  ].map((each) => each?.items[0] ?? null);
  return {
    id: info.id,
    desc: info.text,
    createTime: info.createTime,
    author: author && {
      id: author.userId,
      uniqueId: author.uniqueId,
      nickname: author.nickName,
      verified: author.verified,
      avatarLarger,
      avatarMedium,
      avatarThumb,
    },
    textExtra: textExtra.items.map((each) => ({
      start: each.Start,
      end: each.End,
      hashtagName: each.HashtagName,
      userUniqueId: each.UserUniqueId,
    })),
    stats: info,
    video: {
      width: meta?.width,
      height: meta?.height,
      duration: meta?.duration,
      cover: info.covers.items,
      originCover: info.coversOrigin.items,
      playAddr: info.video?.urls.items ?? [],
    },
    imagePost:
      images.length === 0
        ? null
        : {
            images: images.map(({ urlList, width, height }) => ({
              imageURL: { urlList: urlList.items },
              imageWidth: width,
              imageHeight: height,
            })),
          },
  } satisfies Partial<Record<keyof Item, unknown>>;
}
