import { type Post, textOf } from '../model/post.ts';
import { isFinal, lineOf, noteText, shareOf, totalVotes } from './attachments.ts';
import { handleOf, nameOf, preserverOf, verificationOf } from './author.ts';
import { cleanLine } from './clean-text.ts';
import { fateOf } from './fate.ts';
import { fill, writeDate, writeDay, writeNumber } from './language.ts';
import { describeMedium } from './media-words.ts';
import { omissionsOf } from './omitted.ts';
import { shownAddress } from './shown-address.ts';
import { longestReason, shortened, shownText } from './shown-text.ts';
import { addressOf, contentOf, type FallbackView, isOnlyQuoted, isTakenOut, keptAtOf } from './view.ts';
import type { Words } from './words.ts';

/** The lines of ours a text form opens with: what became of the post, and who says so. */
export function headingLines(view: FallbackView, words: Words): string[] {
  const lines: string[] = removalLines(view, words);
  if (isOnlyQuoted(view) && !isTakenOut(view)) lines.push(sentence(words.quoted, words));
  if (view.known === 'archive' && !isTakenOut(view)) lines.push(sentence(words.fromArchive, words));
  const fate = fateOf(view, words);
  if (fate === null) return lines;
  const days = Object.entries(fate.days).map(([key, iso]) => [key, writeDay(iso, words)] as const);
  return [...lines, fill(fate.sentence, { state: fate.state, ...Object.fromEntries(days) })];
}

function removalLines({ redacted }: FallbackView, words: Words): string[] {
  if (redacted === undefined) return [];
  const { at, what, reason } = redacted;
  const why = shortened(cleanLine(reason), longestReason);
  return [`${fill(words.redacted[what], { date: writeDay(at, words) })} ${isolated(why)}`];
}

/** Media, poll, card and note in words, a line each; an option of a poll begins with `– `. */
export function attachmentLines(post: Post, view: FallbackView, words: Words): string[] {
  const { poll, card } = post;
  const title = card === null ? [] : [lineOf(card.title ?? card.url)];
  const note = post.note === null ? [] : [`${words.note}: ${cleanLine(noteText(post.note))}`];
  return [
    ...post.media.map((item) => describeMedium(item, words, view)),
    ...(poll === null ? [] : pollLines(poll, view, words)),
    ...title,
    ...note,
    ...omissionsOf(post, words),
  ];
}

function pollLines(poll: NonNullable<Post['poll']>, view: FallbackView, words: Words): string[] {
  const total = totalVotes(poll);
  const options = poll.options.map(({ text, votes }) => {
    const share = votes === null || total === null ? '' : ` (${shareOf(votes, total)}%)`;
    return `– ${lineOf(text)}${share}`;
  });
  const counted = total === null ? [] : [fill(words.votes, { count: writeNumber(total, words) })];
  const day = (sentence: string, iso: string) => fill(sentence, { date: writeDay(iso, words) });
  const until = poll.endsAt === null ? [] : [day(words.until, poll.endsAt)];
  const read = total === null ? [] : [day(words.asOf, keptAtOf(view))];
  const standing = total !== null && isFinal(poll, view) ? [words.finalResults] : [...read, ...until];
  const end = [...counted, ...standing].join(' · ');
  return end === '' ? options : [...options, end];
}

/** Whom it answers, and as much of their words as is held. */
export function answeredLines({ parent }: Post, words: Words): string[] {
  if (parent === null) return [];
  const line = fill(words.replyingTo, { who: isolated(handleOf(parent.handle) ?? '…') });
  if (parent.post === null || contentOf({ post: parent.post }) === null) return [line];
  const said = cleanLine(textOf(shownText(parent.post.segments).segments));
  return said === '' ? [line] : [`${line}: ${isolated(shortened(said, longestAnswered))}`];
}

/** As much of another's words as tells what is answered. */
export const longestAnswered = 280;

/** `Name (@handle), 14 September 2023`; an author's name can't turn what follows it around. */
export function bylineParts(post: Post, words: Words): { who: string; when: string | null } {
  const name = nameOf(post.author);
  const handle = handleOf(post.author.handle);
  const who =
    name === null || name === handle ? (handle ?? '') : `${name}${handle === null ? '' : ` (${handle})`}`;
  return { who, when: post.createdAt === null ? null : writeDate(post.createdAt, words) };
}

/** What stands under the byline: that the platform vouched for its author, and that there were other versions. */
export function standingLines(post: Post, view: FallbackView, words: Words): string[] {
  const { edits } = post;
  return [
    ...(isOnlyQuoted(view) ? [] : [verificationOf(post.author, words) ?? []].flat()),
    ...(edits !== null && edits.ids.length > 1 ? [words.edited] : []),
    ...(edits?.stale === true ? [words.newer] : []),
  ];
}

/** Who kept it, where that is proven, and where it stood. */
export function closingLines(view: FallbackView, words: Words): string[] {
  const date = writeDay(keptAtOf(view), words);
  const name = preserverOf(view);
  const kept =
    name === '' ? fill(words.archivedBy, { date }) : fill(words.preservedBy, { date, name: isolated(name) });
  const address = shownAddress(addressOf(view));
  const label = fill(words.originalOn, { platform: view.platform.name });
  const proof = view.proof === null ? [] : [`${words.evidence}: ${cleanLine(view.proof)}`];
  const original = [address === null ? sentence(label, words) : `${label}: ${address}`];
  return [
    [sentence(kept, words), [...proof, ...original].join(' · ')].filter((part) => part !== '').join(' '),
  ];
}

/** With a full stop as the language writes it. */
function sentence(state: string, { told }: Words): string {
  return fill(told.bare, { state });
}

/** A stranger's words among ours, so that letters of the other direction can't pull those to their side. */
export function isolated(text: string): string {
  return isPlain(text) ? text : `\u2068${text}\u2069`;
}

/** Letters that all run the usual way need no isolate. */
function isPlain(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}]*$/u.test(text);
}
