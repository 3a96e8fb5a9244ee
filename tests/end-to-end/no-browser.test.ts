import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { did, thread } from './bluesky-answers.ts';
import { type Ended, Home, records } from './holdfast.ts';

const keys = ['3kaaaaaaaaa2a', '3kaaaaaaaaa2b', '3kaaaaaaaaa2c', '3kaaaaaaaaa2d'];
const article = `<!doctype html><title>Posts</title>
${keys.map((key) => `<blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/${key}"><p>Hello</p></blockquote>`).join('\n')}`;

let home: Home;
let hosts: Hosts;
beforeEach(async () => {
  home = new Home();
  hosts = await startHosts({
    hosts: ['public.api.bsky.app', 'embed.bsky.app'],
    reply: ({ url }: Asked): Reply =>
      url.hostname === 'public.api.bsky.app' ? thread(url) : { status: 404, headers: {}, body: '' },
  });
  writeFileSync(home.in('news.html'), article);
});
afterEach(async () => {
  await hosts.close();
  home.remove();
});

interface Report {
  readonly state: string;
  readonly waiting: { readonly reason: string; readonly detail?: string } | null;
}

async function archive(env: NodeJS.ProcessEnv): Promise<Ended> {
  return home.run(['archive', 'news.html', '--json', ...hosts.flags], env);
}

/** What came of it: everything but the pictures should be there, the pictures wait, and why is said once. */
async function outcomeOf(ended: Ended) {
  const rewritten = await home.run(['rewrite', 'news.html', '--out', 'out', '--when', 'always']);
  return {
    code: ended.code,
    posts: records<Report>(ended).map(({ state, waiting }) => `${state}, waits: ${waiting?.reason}`),
    said: ended.stderr.split('\n').filter((line) => line.includes('no pictures are taken')),
    rewritten: rewritten.code,
    hasFallbacks: readFileSync(home.in('out', 'news.html'), 'utf8').includes('Nadia'),
  };
}

function paused(why: string) {
  return {
    code: 3,
    posts: keys.map(() => 'live, waits: browser-missing'),
    said: [expect.stringContaining(why)],
    rewritten: 0,
    hasFallbacks: true,
  };
}

function browserOf(script: string): NodeJS.ProcessEnv {
  const path = home.in('browser');
  writeFileSync(path, script, { mode: 0o700 });
  return { HOLDFAST_CHROME: path };
}

describe('without a browser that runs', () => {
  it('pauses pictures alone: one that ends at once is started a few times for all posts', async () => {
    const env = browserOf(`#!/bin/sh\necho started >> ${home.in('starts')}\nexit 1\n`);
    expect(await outcomeOf(await archive(env))).toEqual(paused('did not start'));
    expect(readFileSync(home.in('starts'), 'utf8').trim().split('\n').length).toBeLessThanOrEqual(6);
    // Tries are given back: however often it is run, the posts go on waiting.
    for (let run = 0; run < 2; run++) await archive(env);
    expect(await outcomeOf(await archive(env))).toEqual(paused('did not start'));
  });

  const others: Readonly<Record<string, () => NodeJS.ProcessEnv>> = {
    'did not start': () => browserOf('#!/nowhere/at/all\n'),
    'not a program': () => ({ HOLDFAST_CHROME: home.in('nothing') }),
    'in, a file': () => {
      writeFileSync(home.in('file'), '');
      return { HOLDFAST_CACHE: home.in('file') };
    },
  };
  for (const [why, env] of Object.entries(others))
    it(`pauses pictures alone: ${why}`, async () => {
      expect(await outcomeOf(await archive(env()))).toEqual(paused(why));
    });

  it('pauses pictures alone: no room in the cache folder, or no right to write it', async (context) => {
    const cache = home.in('cache');
    mkdirSync(cache);
    context.skip(!mount('tmpfs', '-o', 'size=8m,mode=700', cache), 'only root may make small disks');
    try {
      expect(await outcomeOf(await archive({ HOLDFAST_CACHE: cache }))).toEqual(paused('no room'));
      mount('tmpfs', '-o', 'remount,ro', cache);
      expect(await outcomeOf(await archive({ HOLDFAST_CACHE: cache }))).toEqual(paused('can only be read'));
    } finally {
      execFileSync('umount', ['-l', cache]);
    }
  });
});

function mount(type: string, ...args: string[]): boolean {
  try {
    execFileSync('mount', ['-t', type, ...args.slice(0, -1), 'none', ...args.slice(-1)], { stdio: 'ignore' });
    return true;
  } catch {
    // Not root, or in a container that may not.
    return false;
  }
}
