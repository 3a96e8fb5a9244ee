import { HoldfastError } from '../errors.ts';
import { parseRef, type Ref, readWrittenRef, writeRef } from '../ref.ts';
import type { PlatformInArticles } from './platform.ts';

/** The written ref of a post given as one, or as a URL. Throws `bad-ref`. */
export function nameOf(refOrUrl: string, platforms: readonly PlatformInArticles[]): string {
  const ref = matchPost(refOrUrl, platforms) ?? matchAnywhere(refOrUrl, platforms);
  if (ref !== null) return writeRef(ref);
  if (/^https?:\/\//iu.test(refOrUrl)) throw noPostAt(refOrUrl, platforms);
  parseRef(refOrUrl);
  return refOrUrl;
}

function noPostAt(url: string, platforms: readonly PlatformInArticles[]): HoldfastError {
  const names = platforms.map(({ name }) => name).join(', ');
  const [first] = platforms;
  const example = first?.refOf(first.exampleId)?.url ?? '';
  return new HoldfastError(
    'bad-ref',
    `${url} is not the address of a post on ${names}: open the post by itself and copy its address, as in ${example}`,
  );
}

/** Throws `bad-ref` for a written ref that no post can have; a provisional one may be anything. */
export function checkWritten(name: string, platforms: readonly PlatformInArticles[]): void {
  const { platform: id, id: of, provisional } = parseRef(name);
  const platform = platformOf(name, platforms);
  if (provisional || platform.refOf(of) !== null) return;
  throw new HoldfastError(
    'bad-ref',
    `"${name}" is not a post: no post on ${platform.name} has the id "${of}"; a ref of one looks like ${id}:${platform.exampleId}, and any URL of the post will do as well`,
  );
}

/** Where only a post can be meant, a URL that looks like one of a network with posts on any host is one. */
function matchAnywhere(text: string, platforms: readonly PlatformInArticles[]): Ref | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  for (const platform of platforms) {
    const ref = platform.hosts === 'any' ? platform.match(url, 'markup') : null;
    if (ref !== null) return ref;
  }
  return null;
}

/** The ref of a post given by a URL of it or by its written ref; null for anything else. */
export function matchPost(text: string, platforms: readonly PlatformInArticles[]): Ref | null {
  const written = readWrittenRef(text);
  if (written !== null)
    return platforms.find((platform) => platform.id === written.platform)?.refOf(written.id) ?? null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  for (const platform of platforms) {
    const ref = platform.match(url, 'link');
    if (ref !== null) return ref;
  }
  return null;
}

/** The platform a written ref belongs to, provisional or not. Throws `bad-ref` for one we don't know. */
export function platformOf<Known extends PlatformInArticles>(
  name: string,
  platforms: readonly Known[],
): Known {
  const platform = platforms.find(({ id }) => id === parseRef(name).platform);
  if (platform !== undefined) return platform;
  const known = platforms.map(({ id }) => id).join(', ');
  throw new HoldfastError(
    'bad-ref',
    `"${name}" names a platform this version does not know (it knows ${known})`,
  );
}
