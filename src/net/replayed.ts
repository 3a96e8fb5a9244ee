import { type Ask, answeredBy } from './answered.ts';
import type { Player } from './exchange.ts';
import { rateLimited } from './host-refusals.ts';
import { guessedRest, restAsked } from './retry-after.ts';

/** Asks a record instead of the network. Throws what was recorded, and `not-recorded` for what wasn't. */
export function askRecord(player: Player): Ask {
  return async (request, url) => {
    const exchange = await player.play({ ...request, url: url.href });
    request.onExchange?.(exchange);
    const answered = answeredBy(exchange);
    const at = new Date(answered.wire.at);
    const rest = restAsked(answered.wire.status, answered.wire.headers, at);
    if (rest === null) return { ...answered, spentMs: 0 };
    const until = rest.kind === 'until' ? rest.at : new Date(at.getTime() + guessedRest);
    throw rateLimited(url, answered.wire.status, until);
  };
}
