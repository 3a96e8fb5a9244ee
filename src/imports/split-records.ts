import { HoldfastError } from '../errors.ts';

/** The most one record may have. */
const longest = 8 * 2 ** 20;

/**
 * The objects of the first list in a text that comes in pieces, each as it stands there; only one is held at a time.
 * Throws `unreadable-input` where the list breaks off or an object is beyond all measure.
 */
export async function* splitRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = '';
  let at = 0;
  let start = -1;
  let depth = 0;
  let isInString = false;
  let isInList = false;
  for await (const chunk of chunks) {
    pending += decoder.decode(chunk, { stream: true });
    for (; at < pending.length; at++) {
      const char = pending.charCodeAt(at);
      if (isInString) {
        if (char === backslash) {
          if (at + 1 === pending.length) break;
          at++;
        } else if (char === quote) isInString = false;
      } else if (!isInList) isInList = char === openList;
      else if (char === quote) isInString = true;
      else if (char === open) {
        if (depth++ === 0) start = at;
      } else if (char === close && depth > 0) {
        if (--depth > 0) continue;
        yield pending.slice(start, at + 1);
        pending = pending.slice(at + 1);
        at = -1;
        start = -1;
      } else if (char === closeList && depth === 0) return;
    }
    if (start === -1 && !isInString) {
      pending = pending.slice(at);
      at = 0;
    }
    if (pending.length > longest) throw broken(`a record is longer than ${longest} characters`);
  }
  throw broken(isInList ? 'its list breaks off: get the file anew' : 'there is no list in it');
}

const [quote, backslash, open, close, openList, closeList] = [...'"\\{}[]'].map((char) =>
  char.charCodeAt(0),
) as [number, number, number, number, number, number];

function broken(what: string): HoldfastError {
  return new HoldfastError('unreadable-input', what);
}
