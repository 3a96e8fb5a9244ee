import type { HostPause, Pauses } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { wellFormed } from './well-formed.ts';

export function pausesIn(connection: Connection): Pauses {
  return {
    list: async () => connection.all<HostPause>('SELECT host, until, reason FROM pauses ORDER BY host'),
    put: async (pause) => {
      const { host, until, reason } = wellFormed(pause);
      connection.run(
        `INSERT INTO pauses (host, until, reason) VALUES (@host, @until, @reason)
         ON CONFLICT (host) DO UPDATE SET until = excluded.until, reason = excluded.reason`,
        { host, until, reason },
      );
    },
  };
}
