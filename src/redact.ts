import { HoldfastError } from './errors.ts';
import { platformOf } from './model/platform-of.ts';
import { textOf } from './model/post.ts';
import type { Redactable } from './model/redaction.ts';
import { lettersToTell, tellingWords } from './model/redaction-words.ts';
import { comparableText, foldedText } from './ref.ts';
import type { Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';
import type { Hold, Redacted, RedactionPlan, RedactionWish } from './store/redactions-contract.ts';

export interface RedactTools extends FindTools {
  readonly store: Store;
  readonly now: () => Date;
  /** Removes what ended runs left in work folders outside of the archive. */
  readonly sweep: () => Promise<void>;
}

export interface RedactOptions {
  readonly what: Redactable;
  readonly reason: string;
  /** Who ordered it. */
  readonly by?: string | null;
  /** The articles' own bytes go, too. */
  readonly articles?: boolean;
}

export interface HoldOptions {
  readonly reason: string;
  readonly by?: string | null;
}

/** What a hold or its release came to. */
export interface HoldChange {
  readonly name: string;
  /** False when it was so already. */
  readonly changed: boolean;
  readonly hold: Hold | null;
}

/** What `redactPost` would take out. Changes nothing. Throws `bad-ref`, `unknown-post`, `usage`. */
export async function planRedaction(
  refOrUrl: string,
  options: RedactOptions,
  tools: RedactTools,
): Promise<RedactionPlan> {
  const { name } = await findPost(refOrUrl, tools);
  return tools.store.redactions.plan(name, await wishOf(name, options, tools));
}

/** Takes a post's content out of the archive for good. Throws `bad-ref`, `unknown-post`, `usage`, `held`. */
export async function redactPost(
  refOrUrl: string,
  options: RedactOptions,
  tools: RedactTools,
): Promise<Redacted> {
  const { name } = await findPost(refOrUrl, tools);
  const redacted = await tools.store.redactions.redact(name, await wishOf(name, options, tools));
  await tools.sweep();
  return redacted;
}

/** Keeps a post from being redacted, or ends that. Throws `bad-ref`, `unknown-post`, `usage`. */
export async function holdPost(
  refOrUrl: string,
  order: HoldOptions & { readonly release: boolean },
  tools: RedactTools,
): Promise<HoldChange> {
  const { name } = await findPost(refOrUrl, tools);
  const { redactions } = tools.store;
  const told = { reason: reasonOf(order.reason), by: byOf(order.by), at: tools.now() };
  const changed = order.release ? await redactions.release(name, told) : await redactions.hold(name, told);
  return { name, changed, hold: await redactions.holdOf(name) };
}

async function wishOf(name: string, options: RedactOptions, tools: RedactTools): Promise<RedactionWish> {
  return {
    what: options.what,
    reason: reasonOf(options.reason),
    by: byOf(options.by),
    articles: options.articles ?? false,
    at: tools.now(),
    address: await bareAddress(name, options.what, tools),
  };
}

/** Characters. What is said in public in the place of a post is no essay. */
const longest = 500;

function reasonOf(given: string): string {
  const reason = given.toWellFormed().replace(/\s+/gu, ' ').trim();
  if (reason === '')
    throw new HoldfastError(
      'usage',
      'a reason is needed: it stands in the place of the post, for readers to see',
    );
  if ([...reason].length > longest)
    throw new HoldfastError(
      'usage',
      `the reason has ${[...reason].length} characters: say it in ${longest} or fewer`,
    );
  return reason;
}

function byOf(by: string | null | undefined): string | null {
  const name = by?.toWellFormed().replace(/\s+/gu, ' ').trim() ?? '';
  return name === '' ? null : name;
}

/** The best address of a post that tells nothing of what is taken out; null where its platform has none. */
async function bareAddress(
  name: string,
  what: Redactable,
  { store, platforms }: RedactTools,
): Promise<string | null> {
  const record = await store.posts.get(name);
  if (record === null || record.ref === null) return null;
  const [snapshots, places] = await Promise.all([
    store.posts.snapshots(record.name),
    store.posts.appearances(record.name),
  ]);
  const handles = [
    ...snapshots.map(({ post }) => post?.author.handle),
    ...places.map(({ quoted }) => quoted?.handle),
  ].flatMap((handle) => (handle ? [handle.toLowerCase()] : []));
  const words = tellingWords(
    [
      ...snapshots.map(({ post }) => (post === null ? '' : textOf(post.segments))),
      ...places.map(({ quoted }) => quoted?.text ?? ''),
    ].map((text) => text.slice(0, 200)),
  );
  const tells = (address: string) => {
    const parts = foldedText(decoded(new URL(address).pathname)).split(/[/@?&=]/u);
    const said = comparableText(parts.join(' '));
    return (
      (what === 'all' && parts.some((part) => handles.includes(part))) ||
      words.some((word) => said.includes([...word].slice(0, lettersToTell(word)).join('')))
    );
  };
  const known = [record.ref.url, ...platformOf(record.name, platforms).addresses(record.ref)];
  return known.find((address) => URL.canParse(address) && !tells(address)) ?? null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
