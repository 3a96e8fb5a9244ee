/** A stranger's text on one line: no controls, no line ends, direction controls closed. */
export function cleanLine(text: string): string {
  if (plainLine.test(text)) return text;
  return closeDirections(withoutControls(text).replace(/\s+/gu, ' ').trim());
}

/**
 * A stranger's text with its lines: every kind of line end is `\n`, no other controls, direction controls closed
 * within their line.
 */
export function cleanLines(text: string): string {
  if (plainLines.test(text)) return text;
  return withoutControls(text.replace(lineEnds, '\n')).split('\n').map(closeDirections).join('\n');
}

/** True for a line on which nothing can be seen. */
export function isBlank(line: string): boolean {
  const first = line.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && invisible.test(line);
}

/** Most names and addresses, and many texts, are as clean as can be; to see that is all the work there is. */
const plainLine = /^(?:[!-~]+(?: [!-~]+)*)?$/;
const plainLines = /^[ -~\n]*$/;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;
/** White space, and letters that take up room or none but show nothing: fillers, joiners, the empty Braille cell. */
const invisible =
  /^(?:[\s\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]|\u034f|\u17b4|\u17b5)*$/u;
/** C0 and C1 but for line feed and tab, and noncharacters: HTML, XML and terminals choke on them. */
const controls = /[\0-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/gu;

function withoutControls(text: string): string {
  return text.toWellFormed().replace(controls, '');
}

/**
 * Embeddings, overrides and isolates (UAX #9) that are opened stay and are closed at the end; an end without a
 * beginning is left out, since it would close what we opened ourselves.
 */
function closeDirections(text: string): string {
  if (!/[\u202a-\u202e\u2066-\u2069]/u.test(text)) return text;
  const open: string[] = [];
  const kept = text.replace(/[\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    const end = endOf(control);
    if (end !== null) {
      open.push(end);
      return control;
    }
    // An end of an embedding does nothing inside an isolate opened after it.
    if (control === popEmbedding) {
      if (open.at(-1) !== popEmbedding) return '';
      open.pop();
      return control;
    }
    const at = open.lastIndexOf(popIsolate);
    if (at === -1) return '';
    return open.splice(at).reverse().join('');
  });
  return kept + open.reverse().join('');
}

const popEmbedding = '\u202c';
const popIsolate = '\u2069';

/** What closes it, or null for the two that close. */
function endOf(control: string): string | null {
  if (control === popEmbedding || control === popIsolate) return null;
  return control >= '\u2066' ? popIsolate : popEmbedding;
}
