import type { Post } from '../model/post.ts';
import { shareOf, totalVotes } from './attachments.ts';
import { handleOf, nameOf } from './author.ts';
import { cleanLine } from './clean-text.ts';
import { fill, writeDate, writeDay, writeNumber } from './language.ts';
import { describeMedium } from './media.ts';
import { addressOf, type FallbackView, isOnlyQuoted, isTakenOut } from './view.ts';
import type { Words } from './words.ts';

/** The lines of ours a text form opens with: what became of the post, and who says so. */
export function headingLines(view: FallbackView, words: Words): string[] {
  const lines: string[] = removalLines(view, words);
  if (isOnlyQuoted(view) && !isTakenOut(view)) lines.push(`${words.quoted}.`);
  if (view.known === 'archive' && !isTakenOut(view)) lines.push(`${words.fromArchive}.`);
  if (view.state !== 'live' && view.state !== 'unknown') {
    const noticed =
      view.since === null ? '' : ` ${fill(words.noticed, { date: writeDay(view.since, words) })}`;
    lines.push(words.states[view.state] + noticed);
  }
  return lines;
}

function removalLines({ redacted }: FallbackView, words: Words): string[] {
  if (redacted === undefined) return [];
  const { at, what, reason } = redacted;
  return [`${fill(words.redacted[what], { date: writeDay(at, words) })} ${isolated(cleanLine(reason))}`];
}

/** Media, poll, card and note in words, a line each. */
export function attachmentLines(post: Post, words: Words): string[] {
  const total = post.poll === null ? null : totalVotes(post.poll);
  const options = (post.poll?.options ?? []).map(({ text, votes }) => {
    const share = votes === null || total === null ? '' : ` (${shareOf(votes, total)}%)`;
    return `– ${cleanLine(text)}${share}`;
  });
  const votes = total === null ? [] : [fill(words.votes, { count: writeNumber(total, words) })];
  const title = post.card === null ? [] : [cleanLine(post.card.title ?? post.card.url)];
  const note = post.note === null ? [] : [`${words.note}: ${cleanLine(post.note.text)}`];
  return [...post.media.map((item) => describeMedium(item, words)), ...options, ...votes, ...title, ...note];
}

/** `Name (@handle), 14 September 2023`; an author's name can't turn what follows it around. */
export function bylineParts(post: Post, words: Words): { who: string; when: string | null } {
  const name = nameOf(post.author);
  const handle = handleOf(post.author.handle);
  const who =
    name === null || name === handle ? (handle ?? '') : `${name}${handle === null ? '' : ` (${handle})`}`;
  return { who, when: post.createdAt === null ? null : writeDate(post.createdAt, words) };
}

/** Who kept it, and where it stood. */
export function closingLines(view: FallbackView, words: Words): string[] {
  const address = addressOf(view);
  const kept = fill(words.archivedBy, { date: writeDay(view.takenAt, words) });
  const label = isOnlyQuoted(view)
    ? words.original
    : fill(words.originalOn, { platform: view.platform.name });
  return address === null ? [`${kept}.`] : [`${kept}. ${label}: ${address}`];
}

/** A stranger's words among ours, so that letters of the other direction can't pull those to their side. */
export function isolated(text: string): string {
  return isPlain(text) ? text : `\u2068${text}\u2069`;
}

/** Letters that all run the usual way need no isolate. */
function isPlain(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}]*$/u.test(text);
}
