/** Takes exact numbers of bytes out of a stream of chunks, wherever the chunks happen to end. */
export interface ByteReader {
  /** Bytes handed out so far. */
  readonly offset: number;
  /** Up to `length` bytes; fewer only at the end. */
  take(length: number): Promise<Buffer>;
  /** Passes over up to `length` bytes; how many there were. */
  skip(length: number): Promise<number>;
  /** Up to and with the mark; null when it doesn't come within `max` bytes or before the end. */
  until(mark: string, max: number): Promise<Buffer | null>;
  /** Passes over CR and LF; false at the end of the stream. */
  skipLineEnds(): Promise<boolean>;
  /** Lets go of the source. */
  close(): Promise<void>;
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let offset = 0;

  async function next(): Promise<Buffer | null> {
    const { done, value } = await chunks.next();
    return done === true ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  async function isFilled(): Promise<boolean> {
    while (held.length === 0) {
      const chunk = await next();
      if (chunk === null) return false;
      held = chunk;
    }
    return true;
  }

  function hand(length: number): Buffer {
    const part = held.subarray(0, length);
    held = held.subarray(part.length);
    offset += part.length;
    return part;
  }

  return {
    get offset() {
      return offset;
    },
    async take(length) {
      const parts: Buffer[] = [];
      let left = length;
      while (left > 0 && (await isFilled())) {
        const part = hand(left);
        parts.push(part);
        left -= part.length;
      }
      return Buffer.concat(parts);
    },
    async skip(length) {
      let left = length;
      while (left > 0 && (await isFilled())) left -= hand(left).length;
      return length - left;
    },
    async until(mark, max) {
      let looked = 0;
      for (;;) {
        const at = held.indexOf(mark, Math.max(0, looked - mark.length));
        if (at >= 0) return hand(at + mark.length);
        if (held.length > max) return null;
        const chunk = await next();
        if (chunk === null) return null;
        looked = held.length;
        held = Buffer.concat([held, chunk]);
      }
    },
    async skipLineEnds() {
      while (await isFilled()) {
        const [first] = held;
        if (first !== 0x0d && first !== 0x0a) return true;
        hand(1);
      }
      return false;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
