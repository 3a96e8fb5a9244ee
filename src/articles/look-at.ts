import { HoldfastError } from '../errors.ts';
import { sha256 } from '../model/canonical.ts';
import type { DocumentMemory, KnownDocument, ListedAddress } from '../model/document.ts';
import type { Fetch } from '../model/wire.ts';
import { type Condition, fetchDocument, type Looked } from './fetch-document.ts';
import type { Input, Listing, UnchangedInput } from './inputs.ts';
import { isBlank } from './make-article.ts';
import { openDocument } from './open-document.ts';

export interface LookTools {
  readonly fetch: Fetch;
  /** What is known of addresses looked at before; null looks at all of them anew and remembers none. */
  readonly memory: DocumentMemory | null;
  readonly now: () => Date;
}

/** What is left to do while all that an input lists is gone through. */
interface Walk {
  /** Addresses asked for, of pages and of sitemaps: none is asked for twice. */
  readonly seen: Set<string>;
  /** Pages that may still be read. */
  readonly budget: { left: number };
  /** How deep what is listed may list others. */
  readonly deeper: number;
}

/** The most pages one sitemap may list by its own rules, and the most that are read of one input. */
export const mostPages = 50_000;

/** The protocol allows one level; some publishers make two. */
const deepest = 3;

/**
 * The articles of what is at an address, and of all it lists. What is as it was when last looked at is not read again:
 * its articles are only named.
 */
export async function* lookAt(address: string, tools: LookTools): AsyncIterable<Input | UnchangedInput> {
  yield* look(address, null, tools, newWalk());
}

/** The articles found, and those of the addresses listed among them. */
export async function* followed(
  found: AsyncIterable<Input | Listing>,
  tools: LookTools,
): AsyncIterable<Input | UnchangedInput> {
  const walk = newWalk();
  for await (const each of found)
    if (each.kind === 'listing') yield* follow(each, tools, walk);
    else yield each;
}

function newWalk(): Walk {
  return { seen: new Set(), budget: { left: mostPages }, deeper: deepest };
}

async function* look(
  address: string,
  listed: ListedAddress | null,
  tools: LookTools,
  walk: Walk,
): AsyncIterable<Input | UnchangedInput> {
  const { fetch, memory, now } = tools;
  walk.seen.add(address);
  const known = (await memory?.recall(address)) ?? null;
  if (known !== null && listed !== null && isKnownWell(known, listed, now())) {
    yield* asKnown(known, tools, walk);
    return;
  }
  const looked = await fetchDocument(address, fetch, conditionOf(known, now()));
  if (looked.kind === 'unchanged') {
    if (known === null) throw new Error(`${address} can't be as it was: it was not known`);
    yield* asKnown(known, tools, walk);
    await memory?.remember({ ...known, checkedAt: looked.at });
    return;
  }
  const { document, url, etag, lastModified, at } = looked;
  walk.seen.add(url);
  const hash = sha256(document.bytes);
  const seen = { address, url, etag, lastModified, hash, checkedAt: at, fetchedAt: at };
  if (known !== null && known.hash === hash) {
    yield* asKnown(known, tools, walk);
    await memory?.remember({ ...known, ...seen });
    return;
  }
  const parts = yield* open(looked, tools, walk);
  if (parts !== null) await memory?.remember({ ...seen, ...parts });
}

/** Null where anything in it could not be read: it is read again the next time, whatever its headers say. */
async function* open(
  { document }: Extract<Looked, { readonly kind: 'document' }>,
  tools: LookTools,
  walk: Walk,
): AsyncGenerator<Input | UnchangedInput, Pick<KnownDocument, 'articles' | 'listed'> | null> {
  const articles: string[] = [];
  const listed: ListedAddress[] = [];
  let isWhole = !isBlank(document.bytes);
  for await (const found of openDocument(document)) {
    switch (found.kind) {
      case 'listing':
        listed.push(...found.addresses);
        yield* follow(found, tools, walk);
        break;
      case 'article':
        articles.push(found.article.name);
        yield found;
        break;
      case 'post':
      case 'warning':
      case 'unreadable':
        isWhole = false;
        yield found;
    }
  }
  return isWhole && articles.length + listed.length > 0 ? { articles, listed } : null;
}

async function* asKnown(
  { address, articles, listed }: KnownDocument,
  tools: LookTools,
  walk: Walk,
): AsyncIterable<Input | UnchangedInput> {
  if (articles.length > 0) yield { kind: 'unchanged', articles };
  if (listed.length > 0)
    yield* follow({ kind: 'listing', document: address, what: 'sitemap', addresses: listed }, tools, walk);
}

/** What can't be had is told and passed over, and asked for again the next time. */
async function* follow(
  { document, what, addresses }: Listing,
  tools: LookTools,
  walk: Walk,
): AsyncIterable<Input | UnchangedInput> {
  if (addresses.length === 0) yield warning(document, `this ${what} lists nothing`);
  if (walk.deeper === 0 && addresses.some(({ kind }) => kind === 'sitemap'))
    yield warning(document, 'sitemaps list sitemaps without end: not followed further');
  const inner = { ...walk, deeper: walk.deeper - 1 };
  for (const listed of addresses) {
    if (walk.seen.has(listed.address) || (listed.kind === 'sitemap' && walk.deeper === 0)) continue;
    if (listed.kind === 'page' && walk.budget.left === 0) {
      yield warning(document, `only ${mostPages} pages are read of one ${what}`);
      break;
    }
    if (listed.kind === 'page') walk.budget.left -= 1;
    try {
      if (!/^https?:\/\//iu.test(listed.address))
        throw new HoldfastError(
          'bad-url',
          `${listed.address} is no address a ${what} may list: it must begin with https://`,
        );
      yield* look(listed.address, listed, tools, listed.kind === 'page' ? walk : inner);
    } catch (error) {
      // without a network all others would fail too
      if (!(error instanceof HoldfastError) || error.name === 'offline') throw error;
      yield { kind: 'unreadable', input: listed.address, error };
    }
  }
}

function warning(input: string, message: string): Input {
  return { kind: 'warning', input, message };
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Headers are believed for so long, then the whole is fetched again: servers have been wrong. */
const headersBelieved = 7 * day;
/** A listed change that is not newer than our last look is believed for so long, then it is asked for. */
const listingBelieved = 30 * day;
/** What is listed without saying when it changed is asked for no more often. */
const silentPause = day;
/** What was changed within so long before our last look may have come from a cache that had the former one. */
const cached = hour;

function conditionOf(known: KnownDocument | null, now: Date): Condition | null {
  if (known === null) return null;
  const age = now.getTime() - Date.parse(known.fetchedAt);
  return age >= 0 && age < headersBelieved ? known : null;
}

/** Whoever lists it says nothing newer of it than we know: it needn't even be asked for. */
function isKnownWell(known: KnownDocument, { changed }: ListedAddress, now: Date): boolean {
  const checked = Date.parse(known.checkedAt);
  const age = now.getTime() - checked;
  const change = changed === null ? null : latestMoment(changed);
  if (change === null || change > now.getTime() + 2 * day) return age >= 0 && age < silentPause;
  return checked >= change + cached && age < listingBelieved;
}

/**
 * The last moment a listed time may mean, in milliseconds: W3C date and time (https://www.w3.org/TR/NOTE-datetime), which may be a year, a month
 * or a day, in whatever time zone. Null when it is none.
 */
function latestMoment(text: string): number | null {
  const [, year, month, date] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/u.exec(text) ?? [];
  const isPeriod = year !== undefined;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5})$/iu.test(text);
  const ms = isPeriod
    ? Date.UTC(
        Number(year) + (month === undefined ? 1 : 0),
        month === undefined ? 0 : Number(month) - (date === undefined ? 0 : 1),
        date === undefined ? 1 : Number(date) + 1,
      )
    : Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(ms)) return null;
  return isPeriod || !hasZone ? ms + 12 * hour : ms;
}
