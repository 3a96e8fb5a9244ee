import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { unreadable } from './unreadable.ts';

/**
 * A stream as it is, or gunzipped member after member when it begins like gzip.
 * Throws `unreadable-input` where it breaks off or holds something else between members.
 */
export async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 4) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    start = Buffer.concat([start, value]);
  }
  if (start.length === 0) return;
  const whole = follow(start, chunks);
  if (start[0] === 0x1f && start[1] === 0x8b) yield* gunzip(whole);
  else if (start.readUInt32LE(0) === zstdMagic)
    throw unreadable('it is packed with zstd, which Holdfast does not read: give it as .warc.gz or .warc');
  else yield* whole;
}

const zstdMagic = 0xfd2fb528;

async function* follow(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start;
    for (;;) {
      const { done, value } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let fed = 0;
  let failure: unknown = null;
  const engine = createGunzip();
  const counted = async function* () {
    for await (const chunk of source) {
      fed += chunk.length;
      yield chunk;
    }
  };
  const input = Readable.from(counted(), { objectMode: true });
  input.on('error', (error) => {
    failure = error;
    engine.destroy(error);
  });
  input.pipe(engine);
  try {
    yield* engine as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error === failure) throw error;
    throw unreadable('its gzip data is damaged or breaks off', { read: engine.bytesWritten }, error);
  } finally {
    input.destroy();
  }
  // Node takes a zero byte after a member for the end of everything.
  if (engine.bytesWritten < fed)
    throw unreadable('there is something that is not gzip between its records', {
      read: engine.bytesWritten,
    });
}
