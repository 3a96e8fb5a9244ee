import { expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { mayHoldInMarkdown } from '../../src/plugins/may-hold.ts';
import { tweet } from './exported.ts';

const forms = [
  tweet('20'),
  'https://x.com/frog/status/20',
  '{{< tweet user="frog" id="20" >}}',
  '{% twitter https://twitter.com/frog/status/20 %}',
  '{{ youtube(id="dQw4w9WgXcQ") }}',
  '@[youtube](dQw4w9WgXcQ)',
  '::youtube[dQw4w9WgXcQ]',
  '<Tweet id="20" />',
  '<YouTube id="dQw4w9WgXcQ" />',
];

const mayHold = (source: string) => mayHoldInMarkdown(Buffer.from(source), source);

it.each(forms)('lets %s pass, which is an embed', (source) => {
  const bytes = Buffer.from(source);
  const article = { name: 'a.md', bytes, format: 'markdown', charset: null, url: null } as const;
  expect(detect(article, platforms).embeds).toHaveLength(1);
  expect(mayHold(source)).toBe(true);
});

it('spares files without any', () => {
  const words =
    '# Été\n\nSee [a page](https://example.com/a) & ![it](/b.png).\n\n- `code` (words) [one][two]\n';
  expect(mayHold(words)).toBe(false);
});
