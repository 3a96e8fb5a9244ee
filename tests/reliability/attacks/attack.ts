import type { Canaries } from '../../capture/canary.ts';
import type { Room } from '../../capture/world.ts';
import type { StoredReadings } from './stored-pages.ts';

/** An attack on an archive, tried for real. */
export interface ArchiveAttack {
  /** What the attacker wants, as the end of a sentence that begins with "a page can't". */
  readonly name: string;
  /** Resolves with what was seen when the attack failed; rejects when it succeeded, or could not have been seen to. */
  run(ground: Ground): Promise<string>;
}

/** Where attacks take place. */
export interface Ground {
  /** Captures in it are of pages that a test's own `fetch` answers. */
  readonly room: Room;
  /** A server beside the archive that nothing may reach: http, then bytes. */
  readonly canaries: Canaries;
  /** A port of this machine that nothing listens on. */
  readonly closedPort: number;
  /** What a reader's browser met in what is kept; opened once. */
  readonly stored: () => Promise<StoredReadings>;
}

/** What a page wrote into `<pre id="told">` of its post. */
export function toldBy(source: string | null): unknown {
  const written = /<pre id="told">(.*?)<\/pre>/s.exec(source ?? '')?.[1];
  if (written === undefined) throw new Error('the page told nothing');
  return JSON.parse(written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Script that shows the post with what `told` resolves to. */
export function tellIn(post: string, told: string): string {
  return `(async () => {
    const told = await ${told};
    document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(post)});
    document.getElementById('told').textContent = JSON.stringify(told);
  })();`;
}
