import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { type Described, readArchivedHead } from '../archived-head.ts';
import { readPageBody } from '../page-body.ts';
import type { PageHead } from '../page-head.ts';
import { readFrame } from './embed.ts';
import { match } from './match.ts';

/** Frames; and pages of posts by their linked data, which those shown without an account have. */
export function readArchived({ takenAt, wire }: Memento, ref: Ref): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  return (
    readFrame(body.root, ref) ??
    readArchivedHead(body.root, ref, takenAt, {
      match,
      describe,
      accountUrl: (handle) => `https://www.linkedin.com/in/${handle}`,
    })
  );
}

/** `og:title`: `Name on LinkedIn: words`, or the words with the name behind them; `og:description`: the words. */
function describe(head: PageHead): Described | null {
  const title = head.meta('og:title', 'twitter:title') ?? '';
  const name =
    /^(.{1,100}?) on LinkedIn(?::|$)/su.exec(title)?.[1] ??
    /\| ([^|]{1,100}?)(?: \| \d[\d,.]* comments?)?$/su.exec(title)?.[1];
  const text = head.meta('og:description', 'description');
  if (name === undefined || text === null) return null;
  return { name, handle: null, text: text.replace(/ \| \d[\d,.]* comments? on LinkedIn$/u, '') };
}
