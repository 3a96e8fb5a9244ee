import type { Shown } from '../holdfast.ts';
import { visible } from '../log.ts';
import type { Session } from './command.ts';
import { proseLines } from './prose.ts';
import { excerpt } from './text-width.ts';
import { momentInWords } from './time-words.ts';

type ShownPost = NonNullable<Shown['post']>;

/** What a post said, and what is in it; `pathOf` tells where a picture or film of it lies. */
export function printPost(session: Session, post: ShownPost, pathOf: (blob: string) => string): void {
  const { output } = session;
  const say = (text: string, indent = '') => {
    for (const line of proseLines(session, text, indent)) output.line(line);
  };
  output.line();
  if (post.parent !== null) output.line(output.dim(visible(`answering ${parentInWords(post.parent)}`)));
  for (const line of proseLines(session, authorInWords(post))) output.line(output.bold(line));
  say(post.text, '  ');
  const made = post.createdAt === null ? 'no date known' : `${momentInWords(post.createdAt)} UTC`;
  output.line(output.dim(visible([made, ...marksOf(post)].join(', '))));
  for (const [index, item] of post.media.entries()) {
    const number = post.media.length > 1 ? ` ${index + 1}` : '';
    const lack = item.blob === null ? ` (not had: ${item.missing ?? 'not tried'})` : '';
    say(`${item.kind}${number}: ${item.alt ?? 'no description'}${lack}`, '  ');
    // Whole, to be copied.
    if (item.blob !== null) output.line(`    ${visible(pathOf(item.blob))}`);
  }
  for (const line of partsOf(post)) say(line, '  ');
}

function authorInWords({ author }: ShownPost): string {
  const words = [
    author.name,
    author.handle && `@${author.handle}`,
    author.verified && `(${author.verified})`,
  ];
  return words.filter(Boolean).join(' ');
}

function parentInWords({ url, handle, post }: NonNullable<ShownPost['parent']>): string {
  const who = handle === null ? url : `@${handle} (${url})`;
  return post === null || post.text === '' ? who : `${who}: ${excerpt(post.text, 80)}`;
}

function marksOf(post: ShownPost): string[] {
  return [
    ...(post.truncated ? ['the text is cut'] : []),
    ...(post.sensitive ? ['marked as sensitive'] : []),
    ...((post.edits?.ids.length ?? 0) > 1 ? [`${post.edits?.ids.length} versions`] : []),
  ];
}

function partsOf(post: ShownPost): string[] {
  const { quote, poll, card, note, thread, omissions } = post;
  return [
    ...(quote === null
      ? []
      : [
          `quotes ${quote.ref?.url ?? 'a post'}: ${quote.unavailable ?? excerpt(`${authorInWords(quote)} ${quote.text}`, 80)}`,
        ]),
    ...(poll?.options.map(({ text, votes }) => `poll: ${text} (${votes ?? 'votes not known'})`) ?? []),
    ...(card === null ? [] : [`link: ${card.title ?? 'no title'} (${card.url})`]),
    ...(note === null ? [] : [`note: ${note.text}`]),
    ...(thread === null
      ? []
      : [`thread: ${thread.before.length} of the author's posts before it, ${thread.after.length} after`]),
    ...omissions.map(({ part, reason, count }) => `left out: ${count} × ${part}, ${reason}`),
  ];
}
