import { blankRecord, type HostRecord } from '../net/host-record.ts';
import { restOf } from '../net/resting-host.ts';
import type { Hosts } from './hosts-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { wellFormed } from './well-formed.ts';

/** What is remembered of hosts: one small row each. */
export function hostsIn(connection: Connection): Hosts {
  const get = (host: string) => {
    const row = connection.get<HostRow>(`${selectHosts} WHERE host = @host`, { host });
    return row === undefined ? null : recordOf(row);
  };
  return {
    get: async (host) => get(host),
    atRest: async (now) =>
      connection
        .all<HostRow>(`${selectHosts} WHERE asked_until > @now OR down_until > @now`, {
          now: now.toISOString(),
        })
        .flatMap((row) => restOf(recordOf(row), now) ?? [])
        .sort((a, b) => (a.until < b.until ? -1 : 1)),
    change: async (host, change) => {
      // Looking is free, writing is not: most answers change nothing.
      const seen = get(host) ?? blankRecord(host);
      if (change(seen) === seen) return seen;
      return connection.write(() => {
        const before = get(host) ?? blankRecord(host);
        const after = change(before);
        if (after !== before) put(connection, wellFormed(after));
        return after;
      });
    },
  };
}

const selectHosts = `SELECT host, asked_until, asked_with, unsaid, failures, failing_since, down_until, rests, full_at
  FROM hosts`;

interface HostRow {
  readonly host: string;
  readonly asked_until: string | null;
  readonly asked_with: string | null;
  readonly unsaid: number;
  /** JSON. */
  readonly failures: string;
  readonly failing_since: string | null;
  readonly down_until: string | null;
  readonly rests: number;
  readonly full_at: number | null;
}

function recordOf(row: HostRow): HostRecord {
  return {
    host: row.host,
    askedUntil: row.asked_until,
    askedWith: row.asked_with,
    unsaid: row.unsaid,
    failures: JSON.parse(row.failures) as string[],
    failingSince: row.failing_since,
    downUntil: row.down_until,
    rests: row.rests,
    fullAt: row.full_at,
  };
}

function put(connection: Connection, record: HostRecord): void {
  const { failures, fullAt, ...rest } = record;
  connection.run(
    `INSERT INTO hosts (host, asked_until, asked_with, unsaid, failures, failing_since, down_until, rests, full_at)
     VALUES (@host, @askedUntil, @askedWith, @unsaid, @failures, @failingSince, @downUntil, @rests, @fullAt)
     ON CONFLICT (host) DO UPDATE SET asked_until = excluded.asked_until, asked_with = excluded.asked_with,
       unsaid = excluded.unsaid, failures = excluded.failures, failing_since = excluded.failing_since,
       down_until = excluded.down_until, rests = excluded.rests, full_at = excluded.full_at`,
    {
      ...rest,
      failures: JSON.stringify(failures),
      fullAt: fullAt === null ? null : Math.ceil(fullAt),
    },
  );
}
