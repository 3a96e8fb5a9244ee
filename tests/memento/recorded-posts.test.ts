import { afterEach, describe, expect, it } from 'vitest';
import { webArchives } from '../../src/memento/archives.ts';
import { findMementos } from '../../src/memento/find-mementos.ts';
import type { PostAnswer } from '../../src/model/answer.ts';
import { textOf } from '../../src/model/post.ts';
import { x } from '../../src/platforms/x/index.ts';
import { recordedAnswers, withoutCorpus } from '../platforms/platform-corpus.ts';
import { type Archives, copyOf, indexOf, openArchives } from './stand-in.ts';

let archives: Archives | null = null;
afterEach(async () => {
  await archives?.close();
  archives = null;
});

const pages = recordedAnswers('wayback/memento-html');

/** Who wrote what is on the recorded pages, and how it begins. */
const recorded: Readonly<Record<string, { handle: string; text: string }>> = {
  '1170761943067631621': { handle: 'jdegoes', text: 'It did not occur to me.\n\nWhat did occur' },
  '1529393316344758279': { handle: 'travisbrown', text: 'If you keep doing this I will block you (again).' },
};

describe.skipIf(pages === null)(`posts on recorded pages (${pages === null ? withoutCorpus : 'all'})`, () => {
  it.each(pages ?? [])('$name is found again under its author’s handle', async ({ name, body }) => {
    const [id = ''] = name.split('-');
    const { handle, text } = recorded[id] ?? { handle: '', text: '' };
    const ref = x.refOf(id);
    if (ref === null) throw new Error(`${id} is no post`);
    const address = `https://twitter.com/${handle}/status/${id}`;
    archives = await openArchives((_host, path, query) => {
      if (path !== '/cdx/search/cdx') return copyOf(address, 'Wed, 25 May 2022 00:00:00 GMT', body);
      const isIt = query.get('url') === address;
      return { body: isIt ? indexOf(address, ['20220525000000', 'text/html']) : '[]' };
    });
    let found: PostAnswer | null = null;
    const addresses = x.archivedAddresses?.(ref, ['somebody', handle]) ?? [];
    for await (const event of findMementos(addresses, x.timeOf(id), {
      archives: webArchives,
      fetch: archives.net.fetch,
    })) {
      const answer = event.kind === 'memento' ? x.readArchived?.(event.memento, ref) : undefined;
      if (answer?.kind === 'post') found = answer;
      if (found !== null) break;
    }
    expect(found?.post).toMatchObject({ ref: { id }, author: { handle } });
    expect(textOf(found?.post.segments ?? []).slice(0, text.length)).toBe(text);
    expect(archives.asked.at(-1)).toBe(`web.archive.org/web/20220525000000id_/${address}`);
  });
});
