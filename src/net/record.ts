import type { RecordedExchange } from '../model/exchange.ts';
import { warcExchange } from '../warc/from-exchange.ts';
import { openWaczWriter, type WaczWriterOptions } from '../warc/wacz-writer.ts';
import type { Recorder } from './exchange.ts';

/** A recorder that ends in a file. */
export interface FileRecorder extends Recorder {
  /** Writes the WACZ after everything given to `record` before; nothing may be recorded after. */
  close(): Promise<void>;
}

/**
 * Keeps the traffic of a run in a WACZ at `path`, which appears, or is replaced, when the recorder is closed;
 * until then what was recorded lies in `PATH.partial`, and a later recorder for the same path takes it over.
 * Calls may overlap. Throws `config` at once where the file can't be made, later `disk-full` and `archive-unavailable`.
 */
export async function openRecorder(path: string, options: WaczWriterOptions): Promise<FileRecorder> {
  const writer = await openWaczWriter(path, options);
  return {
    record: async (exchange: RecordedExchange) => await writer.add(warcExchange(exchange)),
    close: () => writer.finish(),
  };
}
