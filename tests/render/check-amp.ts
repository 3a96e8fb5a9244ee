/**
 * Holds every example's AMP to AMP's own validator: `node tests/render/check-amp.ts [RULES]`. Its rules are the file
 * `validator_wasm.js` of AMP's servers, asked for unless one is given. No part of the suite, which knows the rules that
 * matter to cards: `forms-amp.test.ts`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import { ampComponents, renderAmp } from '../../src/render/amp.ts';
import { examples } from '../../src/render/gallery/examples.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { installPackages } from '../install-packages.ts';

interface Validator {
  validateString(source: string): {
    readonly status: string;
    readonly errors: readonly { readonly message: string }[];
  };
}

const folder = await installPackages(join(import.meta.dirname, 'amp-validator'));
const { getInstance } = createRequire(join(folder, 'package.json'))('amphtml-validator') as {
  readonly getInstance: (rules?: string) => Promise<Validator>;
};
const validator = await getInstance(process.argv[2]).catch((error: unknown) => {
  console.error(`missing: AMP's rules could not be had, give them as a file: ${messageOf(error)}`);
  process.exit(1);
});
let wrong = 0;
for (const [name, view] of Object.entries(examples))
  for (const shown of [view, inlined(view), withFilms(view)]) {
    const { status, errors } = validator.validateString(pageOf(renderAmp(shown)));
    if (status === 'PASS') continue;
    wrong += 1;
    for (const { message } of errors) console.error(`${name}: ${message}`);
  }
console.log(`${Object.keys(examples).length * 3} fragments, ${wrong} of them not valid`);
process.exitCode = wrong === 0 ? 0 : 1;

function withFilms(view: FallbackView): FallbackView {
  return {
    ...view,
    filmOf: ({ kind }) =>
      kind === 'audio'
        ? { src: '/holdfast/assets/s.mp3', mediaType: 'audio/mpeg' }
        : { src: '/holdfast/assets/f.mp4', mediaType: 'video/mp4' },
  };
}

/** The least an AMP page has around it. */
function pageOf(fragment: string): string {
  const hidden = (name: string) =>
    `@${name}keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}`;
  const start = '8s steps(1,end) 0s 1 normal both';
  const starts = ['-webkit-', '-moz-', '-ms-', ''].map((name) => `${name}animation:-amp-start ${start}`);
  const frames = ['-webkit-', '-moz-', '-ms-', '-o-', ''].map(hidden).join('');
  const never = ['-webkit-', '-moz-', '-ms-', ''].map((name) => `${name}animation:none`);
  const scripts = ampComponents(fragment).map(
    (name) =>
      `<script async custom-element="${name}" src="https://cdn.ampproject.org/v0/${name}-0.1.js"></script>`,
  );
  return `<!doctype html><html ⚡><head><meta charset="utf-8"><link rel="canonical" href="https://news.example/"><meta name="viewport" content="width=device-width"><style amp-boilerplate>body{${starts.join(';')}}${frames}</style><noscript><style amp-boilerplate>body{${never.join(';')}}</style></noscript><script async src="https://cdn.ampproject.org/v0.js"></script>${scripts.join('')}</head><body>${fragment}</body></html>`;
}
