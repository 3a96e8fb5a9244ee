import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserArguments, containmentFlags } from '../../src/capture/flags.ts';
import { attackInside, flagsInside } from '../reliability/containment/programs.ts';
import { canMakeRoom, inRoom } from '../reliability/containment/room.ts';
import { flagProbes, isLeak } from './flag-probes.ts';
import { fetchFrom, makeRoom, type Room } from './world.ts';

/** The whole of it is `npm run reliability contained -- --full`. */
describe.skipIf(!canMakeRoom())('in a network of its own', () => {
  it('a page’s tries reach no address, by TCP or UDP, and it is shot all the same', {
    timeout: 120_000,
  }, async () => {
    const { output } = await inRoom(attackInside, {
      chrome: null,
      scheme: 'http',
      aims: 4,
      leads: 1,
      forMs: 1_000,
      without: [],
    });
    expect(output.tries).toBeGreaterThanOrEqual(468);
    expect(output).toMatchObject({ hits: [], sent: { connections: 0, datagrams: 0 }, failures: [], led: [] });
    expect(output.refused).toBeGreaterThan(output.tries / 4);
  });

  it('each flag holds something shut that is open without it', { timeout: 120_000 }, async () => {
    const { output } = await inRoom(flagsInside, { chrome: null });
    const known = containmentFlags.filter((flag) => flagProbes[flag].kinds.includes('shell'));
    expect(output.map(({ flag }) => flag)).toEqual(known);
    for (const { flag, held, leaked } of output) {
      const { leak } = flagProbes[flag];
      expect({ flag, held: held.filter((hit) => isLeak(hit, leak)) }).toEqual({ flag, held: [] });
      expect({ flag, leaked: leaked.some((hit) => isLeak(hit, leak)) }).toEqual({ flag, leaked: true });
    }
  });
});

describe('a browser', () => {
  let room: Room;
  beforeAll(() => {
    room = makeRoom();
  });
  afterAll(() => room.clear());

  it('runs with every flag, hears nobody but us, and knows nothing of our environment', async () => {
    process.env['HOLDFAST_TEST_SECRET'] = 'secret-of-ours';
    const capturer = room.open({ fetch: fetchFrom({}), atOnce: 1 });
    const html = '<p>card</p>';
    await capturer.card({ html, selector: 'p', theme: 'light', width: 300, dpr: 1 });
    const pids = room.processes().map(({ pid }) => pid);
    const first = pids.find((pid) => readProc(pid, 'cmdline').includes('--user-data-dir'));
    const line = readProc(first ?? 0, 'cmdline').replaceAll('\0', ' ');
    expect(
      [...containmentFlags, '--remote-debugging-pipe'].filter((flag) => !line.includes(` ${flag} `)),
    ).toEqual([]);
    expect(line).not.toMatch(/--remote-debugging-(?:port|address)/);
    expect(listening(pids)).toEqual([]);
    for (const pid of pids) expect(readProc(pid, 'environ')).not.toContain('secret-of-ours');
    delete process.env['HOLDFAST_TEST_SECRET'];
    await capturer.close();
  });

  it('has its sandbox unless it runs as root, or somebody said that there is to be none', () => {
    const sandboxOf = (choices: { noSandbox: boolean; uid: number | undefined }) =>
      !browserArguments({ kind: 'shell', profile: '/p', ...choices }).some((one) => /sandbox/.test(one));
    expect(sandboxOf({ noSandbox: false, uid: 1000 })).toBe(true);
    expect(sandboxOf({ noSandbox: false, uid: undefined })).toBe(true);
    expect(sandboxOf({ noSandbox: true, uid: 1000 })).toBe(false);
    expect(sandboxOf({ noSandbox: false, uid: 0 })).toBe(false);
  });

  it('has a frozen list of flags, each with a probe, and a probe for each that was ever needed', () => {
    expect(Object.isFrozen(containmentFlags)).toBe(true);
    expect([...containmentFlags].sort()).toEqual(Object.keys(flagProbes).sort());
  });
});

/** Internet sockets of these processes that wait for others, or can be sent to: lines of /proc/net. */
function listening(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap((pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(pid, fd))));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      // Field 4 is the state, 0A that of a listener; field 10 the socket.
      .filter(
        ([, , , state, , , , , , inode]) =>
          sockets.has(`socket:[${inode}]`) && (state === '0A' || kind.startsWith('udp')),
      )
      .map((fields) => `${kind} ${fields[1]}`),
  );
}

function readProc(pid: number, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}

function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    // Closed between the listing and the look.
    return '';
  }
}
