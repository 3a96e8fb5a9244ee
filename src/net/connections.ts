import type { RecordedResponse } from '../model/exchange.ts';
import {
  type Connection,
  type ConnectionOptions,
  openConnection,
  type Reached,
  type Sending,
} from './connection.ts';

export interface Connections {
  /**
   * One request, its answer whole. `onConnect` is told what was reached, once known. Throws network errors of the
   * family, or the signal's reason.
   */
  send(sending: Sending, onConnect: (reached: Reached) => void): Promise<RecordedResponse>;
  readonly close: () => Promise<void>;
}

/**
 * HTTP/1.1 over sockets of the guarded connector. Each connection carries one request at a time and is kept for
 * the next to the same origin, so that the address of every answer is known.
 */
export function openConnections(options: ConnectionOptions): Connections {
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();

  return {
    async send(sending, onConnect) {
      const kept = takeIdle(sending.url.origin);
      if (kept === null) return await sendOver(dial(sending.url), sending, onConnect);
      try {
        return await sendOver(kept, sending, onConnect);
      } catch (error) {
        // The server closed a kept connection just as it was used again: nothing was lost by asking anew.
        if (!kept.isStale() || !isRepeatable(sending.method)) throw error;
        return await sendOver(dial(sending.url), sending, onConnect);
      }
    },
    async close() {
      await Promise.all([...all].map((connection) => connection.close()));
    },
  };

  function takeIdle(origin: string): Connection | null {
    const kept = idle.get(origin) ?? [];
    for (let last = kept.pop(); last !== undefined; last = kept.pop()) if (last.isOpen()) return last;
    idle.delete(origin);
    return null;
  }

  function dial(url: URL): Connection {
    const connection = openConnection(url, options, () => {
      all.delete(connection);
      const left = idle.get(url.origin)?.filter((other) => other !== connection) ?? [];
      if (left.length === 0) idle.delete(url.origin);
      else idle.set(url.origin, left);
    });
    all.add(connection);
    return connection;
  }

  async function sendOver(
    connection: Connection,
    sending: Sending,
    onConnect: (reached: Reached) => void,
  ): Promise<RecordedResponse> {
    const sent = await connection.send(sending, onConnect);
    if (connection.isOpen()) {
      const kept = idle.get(sending.url.origin) ?? [];
      idle.set(sending.url.origin, [...kept, connection]);
    }
    return sent;
  }
}

/** RFC 9110 §9.2.2. */
function isRepeatable(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method);
}
