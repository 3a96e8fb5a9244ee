import { PNG } from 'pngjs';
import { isHoldfastError } from '../../../src/errors.ts';
import { article, embed, expected, fetchFrom } from '../../capture/world.ts';
import type { ArchiveAttack } from './attack.ts';

const forged = article({ text: 'I never said any such thing', style: 'background: #f00; height: 80px' });
const honest = article({ style: 'background: #0f0; height: 80px' });

/** Shows what was posted to a reader, and something else once `condition` says that this is an archiver. */
const switching = (condition: string) => `<!doctype html><body style="margin:0"><div id="app">${honest}</div>
  <script>${condition}; function forge() { app.innerHTML = ${JSON.stringify(forged)} } function mend() { app.innerHTML = ${JSON.stringify(honest)} }</script>`;

/** Forged for some milliseconds of each round. */
function inTurns(round: number, forgedFor: number): string {
  return `setInterval(() => { forge(); setTimeout(() => mend(), ${forgedFor}) }, ${round})`;
}

/** Each tells an archiver by something else, or waits for it to have looked. */
const switches: Readonly<Record<string, string>> = {
  always: 'setTimeout(() => forge())',
  'by what the browser calls itself': `if (navigator.webdriver || /Headless/.test(navigator.userAgent) || navigator.plugins.length === 0) addEventListener('DOMContentLoaded', () => forge())`,
  'after the first look': 'setTimeout(() => forge(), 400)',
  'in slow turns': inTurns(200, 60),
  'in turns': inTurns(90, 40),
  'in quick turns': inTurns(60, 30),
  'in turns, by styles': `addEventListener('DOMContentLoaded', () => document.body.insertAdjacentHTML('beforeend', '<style>@keyframes turn { 50% { opacity: 1 } 51% { opacity: 0 } } #over { position: absolute; inset: 0; height: 80px; background: #f00; pointer-events: none; opacity: 0; animation: turn 0.2s infinite steps(1) }</style><div id="over">I never said any such thing</div>'))`,
  'when pictures are taken': `addEventListener('DOMContentLoaded', () => { let frames = 0; const count = () => { frames += 1; if (frames > 6) forge(); requestAnimationFrame(count) }; count() })`,
  'when the window changes': `addEventListener('resize', () => forge()); document.fonts.ready.then(() => setTimeout(() => forge(), 150))`,
  'under the words': `addEventListener('DOMContentLoaded', () => { document.querySelector('article').style.color = 'transparent'; document.body.insertAdjacentHTML('beforeend', '<div style="position:absolute;inset:0;height:80px;background:#f00">I never said any such thing</div>') })`,
};

export const contentSwitch: ArchiveAttack = {
  name: 'show the archive something else than it shows readers',
  run: async ({ room }) => {
    const world = Object.fromEntries(
      Object.values(switches).map((condition, at) => [`https://social.test/${at}`, switching(condition)]),
    );
    const capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 600 } });
    const seen = await Promise.all(
      Object.keys(switches).map(async (name, at) => {
        const request = { page: embed, expect: expected, theme: 'light' } as const;
        try {
          const shot = await capturer.page({ ...request, url: `https://social.test/${at}` });
          const { data } = PNG.sync.read(Buffer.from(shot.png));
          const isForged = data[0] === 255 && data[1] === 0;
          if (isForged || !(shot.source ?? '').includes(expected.text))
            throw new Error(`forged ${name}, and kept`);
          return 'kept as it is';
        } catch (error) {
          if (!isHoldfastError(error, 'capture-unverified', 'timeout')) throw error;
          return 'refused';
        }
      }),
    );
    await capturer.close();
    if (seen[0] !== 'refused') throw new Error('what is always forged was not seen to be');
    return Object.keys(switches)
      .map((name, at) => `${name}: ${seen[at]}`)
      .join(', ');
  },
};
