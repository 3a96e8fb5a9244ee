import type { Shown } from '../holdfast.ts';
import { visible } from '../log.ts';
import type { Session } from './command.ts';
import { excerpt } from './text-width.ts';

type ShownPost = NonNullable<Shown['post']>;

/** What a post said, and what is in it. */
export function printPost({ output }: Session, post: ShownPost): void {
  output.line();
  if (post.parent !== null) output.line(output.dim(visible(`answering ${parentInWords(post.parent)}`)));
  output.line(visible(authorInWords(post)));
  for (const line of post.text.split('\n')) output.line(`  ${visible(line)}`);
  output.line(output.dim(visible([post.createdAt ?? 'no date known', ...marksOf(post)].join(', '))));
  for (const item of post.media)
    output.line(
      visible(
        `  ${item.kind}: ${item.alt ?? 'no description'} (${item.blob ?? `not had: ${item.missing ?? 'not tried'}`})`,
      ),
    );
  for (const line of partsOf(post)) output.line(visible(`  ${line}`));
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
