/** Prints a hash of every form of every example, for `forms-anywhere.test.ts`: in a process of its own. No test. */
import { sha256 } from '../../src/model/canonical.ts';
import { examples } from '../../src/render/gallery/examples.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { fallbackForms, render } from '../../src/render/render.ts';

const base = 'https://news.example/holdfast/';
for (const [name, view] of Object.entries(examples))
  for (const form of fallbackForms)
    process.stdout.write(
      `${name} ${form} ${sha256(render(view, form, { base }) + render(inlined(view), form))}\n`,
    );
