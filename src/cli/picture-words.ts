import type { Shown } from '../holdfast.ts';
import { pictureForms } from '../model/picture-files.ts';
import { removalInWords } from '../model/redaction.ts';

type ShownCapture = Shown['captures'][number];

/** One line of a picture: what it is of, whether that is sure, how it is kept and where the one for show lies. */
export function pictureInWords(capture: ShownCapture): string {
  const { theme, width, height, at, path, redacted } = capture;
  if (redacted !== undefined)
    return `picture: ${subjectOf(capture)}, ${theme}, ${at}, ${removalInWords(redacted)}`;
  const parts = [
    `${subjectOf(capture)}, ${theme}`,
    standingOf(capture),
    `${width} × ${height}${rest(capture)}`,
    at,
    pictureForms.filter((form) => capture.files[form] !== null).join(' '),
  ];
  return `picture: ${parts.join(', ')}: ${path}`;
}

function subjectOf({ kind, url }: ShownCapture): string {
  const subjects = {
    embed: "the platform's embed",
    post: "the post's own page",
    card: 'our own card',
    context: `around it in ${url ?? 'an article'}`,
  } as const satisfies Record<ShownCapture['kind'], string>;
  return subjects[kind];
}

function standingOf({ verified, reconstruction, reason }: ShownCapture): string {
  if (verified) return 'verified';
  const why = reason === null ? '' : ` (${reason})`;
  return (reconstruction ? 'reconstruction' : 'as the article was kept, not verified') + why;
}

/** What of it lies in other files, or in none. */
function rest({ parts, cutFrom }: ShownCapture): string {
  const below = parts.length === 0 ? '' : ` and ${parts.length} more below`;
  return cutFrom === null ? below : `${below}, cut from a height of ${cutFrom}`;
}
