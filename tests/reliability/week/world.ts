import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Asked, type Hosts, type Reply, startHosts } from '../../stand-in/hosts.ts';
import { drawPicture } from '../../stand-in/pictures.ts';
import { hostsOf, notFound, tellingAt } from './answers.ts';
import type { Clock } from './clock.ts';
import { feedAddress, writeFeed } from './feed.ts';
import {
  minute,
  type Network,
  type Outage,
  outageAt,
  type Scene,
  type Script,
  type ScriptedPost,
  sceneAt,
  second,
} from './script.ts';

/** One request, and what came of it. */
export interface Told {
  /** By the clock of the world, and as the archive's clock shows it. */
  readonly at: number;
  readonly shown: number;
  readonly host: string;
  readonly url: string;
  /** When the run began in which it was asked. */
  readonly run: number;
  readonly trouble: Outage['kind'] | null;
  readonly status: number | null;
  /** The post that was asked for, and how it was then; null for all other requests. */
  readonly of: { readonly post: ScriptedPost; readonly isFirst: boolean; readonly scene: Scene } | null;
}

export interface World extends Pick<Hosts, 'ca' | 'connectTo' | 'close'> {
  readonly told: readonly Told[];
  /** Requests that a host had asked not to be sent yet, in words. */
  readonly tooEarly: readonly string[];
  /** Called at every request. */
  onAsked: (isOfPost: boolean) => void;
  /** The pictures it has shown, SHA-256 by key. */
  readonly pictures: ReadonlyMap<string, string>;
  beginRun: (at: number) => void;
}

/** A host in trouble asks for that long a rest. */
const rest = 40 * minute;
/** What a request takes, and what may be on its way when a host begins to ask for rest. */
const oneRequest = 25;
const onTheWay = second;

export async function startWorld(script: Script, clock: Clock): Promise<World> {
  const told: Told[] = [];
  const tooEarly: string[] = [];
  const pictures = new Map<string, string>();
  const restsUntil = new Map<string, { readonly from: number; readonly to: number }>();
  const posts = new Map(script.posts.map((post) => [post.local, post]));
  const networks = Object.entries(hostsOf) as [Network | 'news', readonly string[]][];
  const networkOf = new Map(networks.flatMap(([of, hosts]) => hosts.map((host) => [host, of] as const)));
  let run = script.start;
  const world = {
    told,
    tooEarly,
    pictures,
    onAsked: (_isOfPost: boolean) => {},
    beginRun: (at: number) => {
      run = at;
    },
  };
  const hosts = await startHosts({ hosts: [...networkOf.keys()], gzip: false, reply });
  return Object.assign(world, { ca: hosts.ca, connectTo: hosts.connectTo, close: () => hosts.close() });

  async function reply(asked: Asked, response: ServerResponse): Promise<Reply | null> {
    const at = clock.now();
    clock.pass(oneRequest);
    const { url } = asked;
    const { hostname: host } = url;
    const resting = restsUntil.get(host);
    if (resting !== undefined && at > resting.from + onTheWay && at < resting.to)
      tooEarly.push(`${host} ${Math.round((resting.to - at) / minute)} minutes too early: ${url.href}`);
    const outage = outageAt(script, networkOf.get(host) ?? 'news', at);
    const telling = tellingAt(url, posts);
    world.onAsked(telling !== null);
    const scene = telling === null ? null : sceneAt(telling.post.scenes, at);
    const given = outage === null ? await usual(asked, at) : troubled(outage, at, host);
    const of = telling === null || scene === null ? null : { ...telling, scene };
    const shown = clock.shownAt(at);
    const trouble = outage?.kind ?? null;
    told.push({ at, shown, host, url: url.href, run, trouble, status: given?.status ?? null, of });
    if (outage?.kind === 'reset') response.socket?.destroy();
    return given;
  }

  async function usual({ url, headers }: Asked, at: number): Promise<Reply> {
    const telling = tellingAt(url, posts);
    if (telling !== null) return telling.reply(sceneAt(telling.post.scenes, at), at);
    if (url.href === feedAddress) return feed(headers['if-none-match'], at);
    const key = /\/((?:avatar|photo|heron)[\w-]*?)(?:_\w+)?(?:[.@]\w+)?$/u.exec(url.pathname)?.[1];
    if (key === undefined) return notFound;
    const { type, bytes } = await drawPicture(key, 64, 48, 'png');
    pictures.set(key, sha256(bytes));
    return { status: 200, headers: { 'content-type': type }, body: bytes };
  }

  function feed(known: string | undefined, at: number): Reply {
    const body = writeFeed(script, at);
    const etag = `"${sha256(body).slice(0, 16)}"`;
    const headers = { etag, 'content-type': 'application/rss+xml; charset=utf-8' };
    return known === etag ? { status: 304, headers, body: '' } : { status: 200, headers, body };
  }

  /** Null where nothing is answered at all. */
  function troubled({ kind }: Outage, at: number, host: string): Reply | null {
    const typed = (type: string) => ({ 'content-type': `${type}; charset=utf-8` });
    switch (kind) {
      case 'fault':
        return { status: 503, headers: typed('text/plain'), body: 'Over capacity\n' };
      case 'busy':
        restsUntil.set(host, { from: at, to: at + rest });
        return {
          status: 429,
          headers: { ...typed('text/plain'), 'retry-after': String(rest / second) },
          body: 'Too many requests\n',
        };
      case 'empty':
        return { status: 200, headers: typed('application/json'), body: '' };
      case 'wall':
        return { status: 200, headers: typed('text/html'), body: wall };
      case 'hang':
      case 'reset':
      case 'dns':
    }
    return null;
  }
}

const wall =
  '<!doctype html><title>Log in</title><h1>Log in to see this</h1><form><input name="password"></form>';

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
