import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong instead of, or before, the answer. */
export type Fault =
  /** Another answer: 429 with `retry-after`, 500, 503 … */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The usual answer, that many milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing, for ever. */
  | { readonly kind: 'hang' }
  /** The connection is torn down before any answer. */
  | { readonly kind: 'reset' }
  /** Headers that promise more bytes than come before the connection is torn down. */
  | { readonly kind: 'cut' };

export interface FaultRule {
  /** The host it strikes. */
  readonly host: string;
  /** Only addresses that contain this. */
  readonly urlContains?: string;
  /** Only requests of this method; preflights are OPTIONS. */
  readonly method?: string;
  /** How many requests it strikes; without it all. */
  readonly times?: number;
  readonly fault: Fault;
}

/** Which fault, if any, strikes a request; counts it. Later rules come before earlier ones. */
export function faultFor(
  rules: readonly FaultRule[],
  struck: Map<FaultRule, number>,
  { method, host, url }: { readonly method: string; readonly host: string; readonly url: string },
): Fault | null {
  const rule = rules.findLast(
    (each) =>
      each.host === host &&
      url.includes(each.urlContains ?? '') &&
      (each.method ?? method) === method &&
      (struck.get(each) ?? 0) < (each.times ?? Number.POSITIVE_INFINITY),
  );
  if (rule === undefined) return null;
  struck.set(rule, (struck.get(rule) ?? 0) + 1);
  return rule.fault;
}

/** Lets the fault happen; true when the usual answer is still to be given. */
export async function strike(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.kind === 'delay') await sleep(fault.ms, undefined, { ref: false });
  if (fault.kind === 'reset') response.socket?.destroy();
  if (fault.kind === 'status') {
    const { status, headers, body } = fault;
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    response.end(body ?? (status === 429 ? 'Rate limit exceeded\n' : 'Over capacity\n'));
  }
  if (fault.kind === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write('{"__typename":', () => response.socket?.destroy());
  }
  return fault.kind === 'delay';
}
