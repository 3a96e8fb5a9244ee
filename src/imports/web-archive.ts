import { HoldfastError, isHoldfastError } from '../errors.ts';
import { addressKey } from '../memento/same-address.ts';
import type { Answer } from '../model/answer.ts';
import { matchPost, platformOf } from '../model/platform-of.ts';
import { picturesOf } from '../model/post.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import { type Ref, writeRef } from '../ref.ts';
import type { HeardSource } from '../resolve/heard.ts';
import { decodeBody } from '../warc/decode-body.ts';
import { readRecords } from '../warc/read-file.ts';
import type { WarcRecord } from '../warc/record.ts';
import type { Imported } from './imported.ts';
import { keepHeard } from './keep-heard.ts';
import type { ImportTools } from './tools.ts';

/** Posts looked for in an archive, with the handles they were seen under. */
export type Sought = ReadonlyMap<string, { readonly ref: Ref; readonly handles: ReadonlySet<string> }>;

/** Bodies above it are no page and no answer. */
const mostOfAnswer = 32 * 2 ** 20;

/** Every post that an address of the archive's records is one of. Throws `unreadable-input`. */
export async function postsAmong(
  path: string,
  { platforms }: Pick<ImportTools, 'platforms'>,
): Promise<readonly Ref[]> {
  const found = new Map<string, Ref>();
  for await (const { url } of readRecords(path)) {
    const ref = url === null ? null : matchPost(url, platforms);
    if (ref !== null) found.set(writeRef(ref), ref);
  }
  return [...found.values()];
}

/**
 * Takes in what a web archive's records say of the posts sought: answers of their platforms' interfaces and copies of
 * their pages, each as a word of rank `archive` of the time its record was made, and pictures of them that are there.
 * Throws `unreadable-input`.
 */
export async function* importAnswers(
  path: string,
  sought: Sought,
  tools: ImportTools,
): AsyncGenerator<Imported> {
  const { store } = tools;
  const heard = new Map<string, HeardSource[]>();
  const unread = new Map<string, number>();
  const wantedBy = addressesOf(sought, tools);
  for await (const record of readRecords(path)) {
    const names = wantedBy(record);
    if (names.length === 0) continue;
    const wire = await wireOf(record);
    if (wire === null) continue;
    let isRead = false;
    for (const name of names) {
      const ref = sought.get(name)?.ref;
      const answer = ref === undefined ? null : read(wire, ref, record.at, tools);
      if (answer?.kind !== 'post') continue;
      isRead = true;
      const hash = await store.blobs.put(wire.body);
      const told = { source: 'web-archive', rank: 'archive', wire, hash, answer, asOf: record.at } as const;
      heard.set(name, [...(heard.get(name) ?? []), told]);
    }
    const host = URL.parse(wire.url)?.host ?? '';
    if (!isRead) unread.set(host, (unread.get(host) ?? 0) + 1);
  }
  const fetch = await picturesIn(path, heard, tools);
  for (const [name, told] of heard) {
    const ref = sought.get(name)?.ref ?? null;
    if (ref === null) continue;
    // What was said last leads: words may have been edited since the records before it.
    const latestFirst = told.toSorted((a, b) => (a.wire.at > b.wire.at ? -1 : 1));
    yield await keepHeard(ref, latestFirst, path, { ...tools, fetch });
  }
  for (const [host, count] of unread)
    yield {
      kind: 'passed-over',
      what: host,
      why: 'records about these posts that say nothing of them',
      count,
    };
}

/** Which of the posts a record may tell of, by its address. */
function addressesOf(sought: Sought, { platforms }: ImportTools): (record: WarcRecord) => readonly string[] {
  const byAddress = new Map<string, string[]>();
  const byHost = new Map<string, { readonly name: string; readonly id: string }[]>();
  for (const [name, { ref, handles }] of sought) {
    const platform = platformOf(name, platforms);
    const addresses = platform.archivedAddresses?.(ref, [...handles]) ?? platform.addresses(ref);
    for (const address of addresses) {
      const key = addressKey(address);
      if (key !== null) byAddress.set(key, [...(byAddress.get(key) ?? []), name]);
    }
    // Answers of interfaces stand at addresses that hold the id, and more that can't be known.
    const id = ref.id.split('/').at(-1) ?? ref.id;
    for (const host of platform.sources.flatMap(({ hosts }) => hosts))
      byHost.set(host, [...(byHost.get(host) ?? []), { name, id }]);
  }
  return ({ url, type, complete }) => {
    if (url === null || !complete || (type !== 'response' && type !== 'resource')) return [];
    const key = addressKey(url);
    const named = key === null ? [] : (byAddress.get(key) ?? []);
    const parsed = URL.parse(url);
    const words = new Set(decodeURIComponentSafely(parsed?.href ?? '').split(/[^\w-]+/u));
    const atHost = (byHost.get(parsed?.hostname ?? '') ?? []).filter(({ id }) => words.has(id));
    return [...new Set([...named, ...atHost.map(({ name }) => name)])];
  };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What was answered; null for what is no whole answer. */
async function wireOf({ url, at, type, http, body, contentType }: WarcRecord): Promise<Wire | null> {
  if (url === null || body.length === 0) return null;
  const isAnswer = http?.kind === 'response';
  if (type === 'response' && !isAnswer) return null;
  try {
    const headers = isAnswer ? http.headers : ([['content-type', contentType]] as const);
    const decoded = isAnswer ? await decodeBody(http.headers, body, mostOfAnswer) : body;
    return { url, status: isAnswer ? http.status : 200, headers, body: decoded, at };
  } catch (error) {
    // One body that is damaged says nothing; the others may.
    if (isHoldfastError(error, 'unreadable-input')) return null;
    throw error;
  }
}

/** As an archived copy, or as the interface it comes from would be read. */
function read(wire: Wire, ref: Ref, takenAt: string, { platforms }: ImportTools): Answer | null {
  const platform = platformOf(writeRef(ref), platforms);
  const host = URL.parse(wire.url)?.hostname ?? '';
  const source = platform.sources.find(({ hosts }) => hosts.includes(host));
  const told = source?.read(wire, ref);
  if (told?.kind === 'post') return told;
  const link = { archive: host, original: wire.url, url: wire.url, takenAt, mediaType: null, digest: null };
  return platform.readArchived?.({ ...link, status: wire.status, wire }, ref) ?? told ?? null;
}

/** Pictures of what was heard, as far as the archive has them: kept as they are met, given when they are asked for. */
async function picturesIn(
  path: string,
  heard: ReadonlyMap<string, readonly HeardSource[]>,
  { store }: ImportTools,
): Promise<Fetch> {
  const posts = [...heard.values()]
    .flat()
    .flatMap(({ answer }) => (answer.kind === 'post' ? [answer.post] : []));
  const wanted = new Set(posts.flatMap(picturesOf).flatMap(({ urls }) => urls.map(addressKey)));
  const kept = new Map<
    string,
    { readonly hash: string; readonly at: string; readonly headers: Wire['headers'] }
  >();
  if (wanted.size > 0)
    for await (const record of readRecords(path)) {
      const key = record.url === null ? null : addressKey(record.url);
      if (key === null || !wanted.has(key) || kept.has(key)) continue;
      const wire = await wireOf(record);
      if (wire?.status !== 200) continue;
      kept.set(key, { hash: await store.blobs.put(wire.body), at: wire.at, headers: wire.headers });
    }
  return async ({ url }) => {
    const found = kept.get(addressKey(url) ?? '');
    if (found === undefined)
      throw new HoldfastError('not-recorded', `${url} is not in the archive`, { retryable: true });
    return {
      url,
      status: 200,
      headers: found.headers,
      body: await store.blobs.get(found.hash),
      at: found.at,
    };
  };
}
