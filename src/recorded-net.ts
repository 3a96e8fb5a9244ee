import { readFile } from 'node:fs/promises';
import type { Config } from './config.ts';
import { HoldfastError } from './errors.ts';
import type { Log } from './log.ts';
import type { HostPace } from './model/platform.ts';
import { limitsFrom } from './net/lanes.ts';
import { type Net, openNet } from './net/net.ts';
import { openRecorder } from './net/record.ts';
import { openPlayer } from './net/replay.ts';
import type { Store } from './store/contract.ts';

/** The network as the settings want it: real, elsewhere, recorded or replayed. */
export interface RecordedNet {
  readonly net: Net;
  /** Also writes the recording. */
  close(): Promise<void>;
}

/** Throws `config`, `unreadable-input`. Without a store nothing of hosts is remembered. */
export async function openRecordedNet(
  config: Config,
  log: Log,
  version: string,
  store: Pick<Store, 'hosts'> | null,
  paces: Readonly<Record<string, HostPace>>,
  now: () => Date = () => new Date(),
): Promise<RecordedNet> {
  const { contact, connectTo, record, replay } = config;
  if (record !== null && replay !== null)
    throw new HoldfastError(
      'config',
      'give --record or --replay, not both: a replay has nothing new to record',
    );
  const ca = config.ca === null ? null : await readAuthority(config.ca);
  const player = replay === null ? null : await openPlayer(replay);
  const recorder =
    record === null ? null : await openRecorder(record, { software: `Holdfast ${version}`, now });
  const memory = store === null ? {} : { memory: store.hosts };
  const hostLimits = limitsFrom(paces);
  const net = openNet({ log, contact, version, connectTo, ca, player, recorder, hostLimits, now, ...memory });
  return {
    net,
    close: async () => {
      await net.close();
      await recorder?.close();
    },
  };
}

async function readAuthority(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new HoldfastError('config', `--ca: ${path} can't be read; give a PEM file of certificates`, {
      cause,
    });
  }
}
