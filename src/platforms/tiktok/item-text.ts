import type { Omission, Segment } from '../../model/post.ts';
import { omitted } from '../omissions.ts';
import { cleanText, joinSegments } from '../segments.ts';
import type { Mark } from './item-schema.ts';

/** A caption with its tags and names marked. Marks that fit nothing in it are left out and counted. */
export function readCaptionText(
  caption: string,
  marks: readonly Mark[],
): { segments: Segment[]; omissions: Omission[] } {
  const segments: Segment[] = [];
  const text = cleanText(caption);
  let at = 0;
  let misfits = 0;
  for (const mark of marks.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const found = placeOf(mark, text, at);
    if (found === null) {
      misfits += 1;
      continue;
    }
    segments.push({ kind: 'text', text: text.slice(at, found.start) }, found.segment);
    at = found.end;
  }
  segments.push({ kind: 'text', text: text.slice(at) });
  return {
    segments: joinSegments(segments.filter(({ text: words }) => words !== '')),
    omissions: omitted('facet', 'not in the text', misfits),
  };
}

/** Where it says it is, if a tag or a name stands there; else where the tag is next. */
function placeOf(
  mark: Mark,
  text: string,
  from: number,
): { start: number; end: number; segment: Segment } | null {
  const { hashtagName, userUniqueId } = mark;
  const isTag = hashtagName !== null && hashtagName.trim() !== '';
  const said = text.slice(mark.start ?? 0, mark.end ?? 0);
  const isThere =
    (mark.start ?? -1) >= from && new RegExp(isTag ? '^[#＃]\\S+$' : '^[@＠]\\S', 'u').test(said);
  const start = isThere ? (mark.start ?? 0) : isTag ? text.indexOf(`#${hashtagName}`, from) : -1;
  if (start < 0) return null;
  const words = isThere ? said : `#${hashtagName}`;
  const end = start + words.length;
  if (isTag) {
    const tag = words.slice(1);
    return {
      start,
      end,
      segment: {
        kind: 'tag',
        text: words,
        tag,
        url: `https://www.tiktok.com/tag/${encodeURIComponent(tag)}`,
      },
    };
  }
  const handle = /^[\w.]{1,30}$/u.exec(userUniqueId ?? '')?.[0];
  return handle === undefined
    ? null
    : {
        start,
        end,
        segment: { kind: 'mention', text: words, handle, url: `https://www.tiktok.com/@${handle}` },
      };
}
