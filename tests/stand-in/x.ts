import { type Hosts, startHosts } from './hosts.ts';
import type { XAnswer } from './x-answers.ts';
import { type FaultRule, faultFor, strike } from './x-faults.ts';
import { reply, type XWorld, xHosts } from './x-routes.ts';

export interface XStandInOptions {
  /** By post id, what `tweet-result` answers. May be changed while it runs. */
  readonly answers?: Map<string, XAnswer>;
  /** By post id, what `oembed` answers; without an entry it is made from the post's answer. */
  readonly oembed?: Map<string, XAnswer>;
  /** `publish.twitter.com` answers 301 to `publish.x.com`. */
  readonly oembedMoved?: boolean;
  /** False lets the embed page ask without a preflight. */
  readonly preflight?: boolean;
  /** Bodies of text go out gzipped when the client takes that. By default true. */
  readonly gzip?: boolean;
  /** May be changed while it runs: the last rule that fits is the one that strikes. */
  readonly faults?: FaultRule[];
}

export interface XStandIn extends Hosts {
  readonly answers: Map<string, XAnswer>;
  readonly faults: FaultRule[];
}

/** Plays the hosts of X. Requests struck by a fault are among those it has seen. */
export async function startXStandIn(options: XStandInOptions = {}): Promise<XStandIn> {
  const { answers = new Map<string, XAnswer>(), faults = [] } = options;
  const world: XWorld = {
    answers,
    oembed: options.oembed ?? new Map<string, XAnswer>(),
    oembedMoved: options.oembedMoved ?? false,
    preflight: options.preflight ?? true,
  };
  const struck = new Map<FaultRule, number>();
  const hosts = await startHosts({
    hosts: xHosts,
    gzip: options.gzip ?? true,
    reply: async (asked, response) => {
      const { method, url } = asked;
      const fault = faultFor(faults, struck, { method, host: url.hostname, url: url.href });
      if (fault !== null && !(await strike(fault, response))) return null;
      return reply(asked, world);
    },
  });
  return { ...hosts, answers, faults };
}
