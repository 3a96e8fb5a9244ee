import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { readFirstPage } from './archived-first.ts';
import { readHead } from './archived-head.ts';
import { readMobilePage } from './archived-mobile.ts';
import { readNitterPage } from './archived-nitter.ts';
import { readPermalinkPage } from './archived-permalink.ts';
import { readPostings } from './archived-posting.ts';
import { readWidget } from './archived-widget.ts';
import { readRenderedPage } from './rendered-article.ts';

/** A copied page as the post it shows, by the first layout that has it. `at`: when the copy was taken. */
export function readArchivedPage(html: string, ref: Ref, at: string): Answer {
  const root = parseHtml(html);
  for (const read of layouts) {
    const post = read(root, ref, at);
    if (post !== null && isTold(post)) return { kind: 'post', post };
  }
  return whyNone(root);
}

/** Best first: what a layout tells. All take only the post of the asked id. */
const layouts: readonly ((root: MarkupElement, ref: Ref, at: string) => Post | null)[] = [
  readPermalinkPage,
  readWidget,
  readPostings,
  readRenderedPage,
  readNitterPage,
  readMobilePage,
  readFirstPage,
  readHead,
];

function isTold({ segments, media, quote, poll }: Post): boolean {
  return segments.length > 0 || media.length > 0 || quote !== null || poll !== null;
}

/** A page that doesn't show the post: it is no sign that there is none. */
function whyNone(root: MarkupElement): Answer {
  const title = (root.descendants('title')[0]?.text ?? '').slice(0, 200);
  const words = `${title}\n${root.text.slice(0, 100_000)}`.replaceAll('’', "'");
  const wall = walls.find(({ pattern }) => pattern.test(words));
  if (wall !== undefined) return unknown(wall.outcome, wall.reason);
  const isShell = root
    .descendants('div')
    .some((div) => /^(?:react-root|app)$/u.test(div.attribute('id') ?? ''));
  if (isShell) return unknown('not-archived', 'a page whose content came by script');
  return unknown('bad-shape', 'no post of the asked id in the page');
}

const walls: readonly {
  readonly pattern: RegExp;
  readonly outcome: 'not-archived' | 'walled';
  readonly reason: string;
}[] = [
  {
    pattern: /\bthis page doesn't exist\b|\bthat page doesn't exist\b/iu,
    outcome: 'not-archived',
    reason: 'a copy of X’s page for a missing one',
  },
  {
    pattern: /\baccount (?:is )?(?:temporarily )?suspended\b|\bhas been suspended\b/iu,
    outcome: 'not-archived',
    reason: 'a copy of X’s page for a suspended account',
  },
  {
    pattern: /\bhas been withheld in\b/iu,
    outcome: 'not-archived',
    reason: 'a copy of what X showed where the post was withheld',
  },
  {
    pattern: /\btweets are protected\b|\bposts are protected\b/iu,
    outcome: 'not-archived',
    reason: 'a copy of X’s page for a protected account',
  },
  {
    pattern: /\b(?:log|sign) in to (?:x|twitter)\b|\blogin on twitter\b/iu,
    outcome: 'walled',
    reason: 'a copy of a login page',
  },
  {
    pattern: /\brate limit exceeded\b|\btoo many requests\b|\binstance has been rate limited\b/iu,
    outcome: 'walled',
    reason: 'a copy of a refusal',
  },
  {
    pattern:
      /\bjavascript is (?:not available|disabled)\b|\bsomething went wrong\b|\bverif(?:y|ying) (?:that )?you are (?:a )?human\b/iu,
    outcome: 'not-archived',
    reason: 'a copy of a page that never showed the post',
  },
];
