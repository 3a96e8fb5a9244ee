import { ownPageOf } from '../model/own-page.ts';
import { openWaczPackage, type WaczPackage } from '../warc/open-package.ts';
import type { WarcResource } from '../warc/record.ts';
import {
  articleTypes,
  bytesOf,
  chosenPosts,
  type ExportChoice,
  type ExportTools,
  evidenceOf,
  isLacking,
  type LackingBlob,
  newestMoment,
  newestMomentOf,
  type PostEvidence,
  tellable,
} from './evidence.ts';
import type { WrittenPosts } from './json.ts';

/**
 * Writes one WACZ with all that is kept of posts: the pages as they were loaded, what sources answered, pictures taken
 * and pictures shown, and the articles. What is no traffic is a `resource`, for headers of it were never kept: answers
 * at the address that gave them, with the field `Holdfast-Source` and the status in the index; our own things at URNs.
 */
export async function exportWacz(
  path: string,
  choice: ExportChoice,
  tools: ExportTools,
): Promise<WrittenPosts> {
  const names = await chosenPosts(choice, tools);
  // Known before anything is written: the file must not tell the day it was made.
  const newest = await newestMomentOf(names, tools);
  const { software } = tools;
  const description = `Evidence of ${names.length} social posts, exported by ${software}`;
  const file = await openWaczPackage(path, { software, created: newest, info: { description } });
  const lacking: LackingBlob[] = [];
  const articles = new Set<string>();
  try {
    for (const name of names) {
      const evidence = await evidenceOf(name, tools);
      for (const { name: article } of evidence.articles) articles.add(article);
      lacking.push(...(await addPost(file, evidence, tools)));
    }
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const title = names.length === 1 ? (names[0] ?? '') : `${names.length} posts`;
  await file.finish({ title, extras: { holdfast: { posts: names, lacking } } });
  return { posts: names.length, articles: articles.size, lacking, newest };
}

async function addPost(
  file: WaczPackage,
  evidence: PostEvidence,
  tools: ExportTools,
): Promise<readonly LackingBlob[]> {
  const { shown } = evidence;
  const lacking: LackingBlob[] = [];
  const found = async (hash: string): Promise<Uint8Array | null> => {
    const bytes = await bytesOf(hash, shown.name, tools);
    if (!isLacking(bytes)) return bytes;
    lacking.push(bytes);
    return null;
  };
  const text = shown.post?.text;
  for (const wacz of new Set(evidence.captures.flatMap((capture) => capture.wacz ?? []))) {
    const bytes = await found(wacz);
    if (bytes !== null) await file.merge(bytes, text);
  }
  for (const { hash, ...resource } of resourcesOf(evidence)) {
    const body = await found(hash);
    if (body === null) continue;
    await file.resource({ ...resource, contentType: resource.contentType ?? sniffed(body), body });
  }
  await addOwnPage(file, evidence, tools);
  for (const { url, blob, seenAt, title, format } of articlePages(evidence))
    if (format === 'html' && !lacking.some((each) => each.blob === blob))
      file.page({ url, at: seenAt, title });
  return lacking;
}

/** What we know of the post, for people and for programs. */
async function addOwnPage(file: WaczPackage, evidence: PostEvidence, tools: ExportTools): Promise<void> {
  const { shown } = evidence;
  const at = newestMoment([evidence]);
  const json = Buffer.from(`${JSON.stringify(tellable(shown))}\n`);
  const url = ownPageOf(shown.name);
  await file.resource({ url: `${url}.json`, at, contentType: 'application/json', body: json });
  if (shown.snapshots.length === 0) return;
  const page = Buffer.from(await tools.page(shown.name));
  await file.resource({ url, at, contentType: 'text/html; charset=utf-8', body: page });
  const text = shown.post?.text;
  file.page({ url, at, title: titleOf(evidence), ...(text === undefined ? {} : { text }) });
}

function titleOf({ shown: { name, post } }: PostEvidence): string {
  const { name: author = null, handle = null } = post?.author ?? {};
  const words = [author, handle === null ? null : `@${handle}`].filter((word) => word !== null);
  return words.length === 0 ? name : `${words.join(' ')} (${name})`;
}

type Unread = Omit<WarcResource, 'body' | 'contentType'> & {
  readonly hash: string;
  /** Null where the bytes have to tell. */
  readonly contentType: string | null;
};

function resourcesOf(evidence: PostEvidence): readonly Unread[] {
  return [
    ...evidence.heard.map(
      ({ wire, url, at, status, source }): Unread => ({
        hash: wire,
        url,
        at,
        contentType: null,
        ...(status === null ? {} : { status }),
        fields: { 'Holdfast-Source': source },
      }),
    ),
    ...evidence.captures.flatMap(picturesOfCapture),
    ...evidence.media.flatMap(({ blob, urls, from, mediaType }): Unread[] =>
      blob === null
        ? []
        : [
            {
              hash: blob,
              url: from?.url ?? urls[0] ?? `urn:sha256:${blob}`,
              at: from?.takenAt ?? newestMoment([evidence]),
              contentType: mediaType,
            },
          ],
    ),
    ...articlePages(evidence).map(
      ({ url, blob, seenAt, format, charset }): Unread => ({
        hash: blob,
        url,
        at: seenAt,
        contentType: `${articleTypes[format]}; charset=${charset}`,
      }),
    ),
  ];
}

function picturesOfCapture(capture: PostEvidence['captures'][number]): Unread[] {
  const { kind, theme, at, url, blob, parts, pdf, verified, reconstruction } = capture;
  // As others name a page's picture, so that players show it beside the page.
  const name = kind === 'card' || url === null ? `urn:holdfast:${kind}:${theme}:${blob}` : `urn:view:${url}`;
  const fields = {
    'Holdfast-Picture': `${kind} ${theme}${verified ? ' verified' : ''}${reconstruction ? ' reconstruction' : ''}`,
  };
  return [
    ...[blob, ...parts].map((hash): Unread => ({ hash, url: name, at, contentType: 'image/png', fields })),
    ...(pdf === null
      ? []
      : [{ hash: pdf, url: `urn:pdf:${url ?? blob}`, at, contentType: 'application/pdf', fields }]),
  ];
}

function articlePages({ articles }: PostEvidence) {
  return articles.map((article) => ({
    ...article,
    url: /^https?:/u.test(article.name)
      ? article.name
      : `http://article.invalid/${article.name.split('/').map(encodeURIComponent).join('/')}`,
  }));
}

/** The type of an answer whose headers were not kept. */
function sniffed(body: Uint8Array): string {
  const [first] = new TextDecoder().decode(body.subarray(0, 64)).trimStart();
  if (first === '{' || first === '[') return 'application/json';
  return first === '<' ? 'text/html; charset=utf-8' : 'application/octet-stream';
}
