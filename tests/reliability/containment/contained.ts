import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { flagProbes, isLeak } from '../../capture/flag-probes.ts';
import type { Figure } from '../figure.ts';
import type { Attack, Outcome } from './inside.ts';
import { attackInside, flagsInside } from './programs.ts';
import { canMakeRoom, inRoom } from './room.ts';

/** A page's tries to reach an address, in a network where all of them could succeed. */
export const contained: Figure = {
  id: 'R6',
  aim: '0 reached',
  run: async ({ full }) => {
    const detail: string[] = [];
    if (!canMakeRoom())
      detail.push('no network of its own can be made here: only loopback was tried, at ports of no service');
    const browsers = full ? [null, ...wholeBrowsers()] : [null];
    if (full && browsers.length === 1)
      detail.push('there is no whole Chrome here: only the headless shell was tried');
    let tries = 0;
    let reached = 0;
    let ok = true;
    for (const attack of attacks(full, browsers)) {
      const { output } = await inRoom(attackInside, attack);
      const count = countOf(output);
      detail.push(lineOf(attack, output));
      if (attack.without === 'all') {
        // Without the flags the same room must see leaks, or it is blind.
        if (canMakeRoom() && (output.sent.connections === 0 || output.sent.datagrams === 0)) ok = false;
        continue;
      }
      tries += output.tries;
      reached += count;
      if (count > 0 || output.failures.length > 0 || output.led.length > 0) ok = false;
      detail.push(...output.failures, ...output.led.map((path) => `led away and shot: ${path}`));
      detail.push(...output.hits.slice(0, 20).map((hit) => `reached: ${JSON.stringify(hit)}`));
    }
    for (const chrome of full && canMakeRoom() ? browsers : []) {
      const { output } = await inRoom(flagsInside, { chrome });
      const blind = output.filter(({ flag, held, leaked }) => {
        const { leak } = flagProbes[flag];
        return held.some((hit) => isLeak(hit, leak)) || !leaked.some((hit) => isLeak(hit, leak));
      });
      if (blind.length > 0) ok = false;
      detail.push(
        `${chrome ?? 'the browser found'}: ${output.length - blind.length} of ${output.length} flags hold what is open without them`,
        ...blind.map(({ flag }) => `no use was seen of ${flag}`),
      );
    }
    return { value: `${reached} of ${tries} reached`, ok: ok && tries >= 468, detail };
  },
};

function attacks(full: boolean, browsers: readonly (string | null)[]): readonly Attack[] {
  const blind = { chrome: null, scheme: 'http', aims: 2, leads: 0, forMs: 2_000, without: 'all' } as const;
  if (!full) return [{ chrome: null, scheme: 'http', aims: 8, leads: 1, forMs: 1_500, without: [] }, blind];
  const schemes = ['http', 'https'] as const;
  const shut = browsers.flatMap((chrome) =>
    schemes.map((scheme) => ({ chrome, scheme, aims: null, leads: 8, forMs: 4_000, without: [] })),
  );
  return [...shut, blind, { ...blind, scheme: 'https' }];
}

/** What came to a canary or left the room, whichever is more: one connection may be both. */
function countOf({ hits, sent }: Outcome): number {
  return Math.max(hits.length, sent.connections + sent.datagrams);
}

function lineOf({ scheme, without }: Attack, output: Outcome): string {
  const { browser, tries, shot, refused, unheard, sent, hits, ms } = output;
  const flags = without === 'all' ? 'WITHOUT the flags' : 'with the flags';
  return `${browser} ${scheme} ${flags}: ${tries} tries, ${shot} pages shot, ${refused} requests refused at the door, ${sent.connections} connections, ${sent.datagrams} datagrams, ${hits.length} hits, ${ms} ms; nothing came to the door of ${unheard.join(' ')}`;
}

/** A whole Chrome: the one named in HOLDFAST_WHOLE_CHROME, or one on the path. */
function wholeBrowsers(): readonly string[] {
  const names = ['chromium', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const places = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['HOLDFAST_WHOLE_CHROME'] ?? '', ...places].filter(isExecutable).slice(0, 1);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Most folders of the path hold none.
    return false;
  }
}
