import { describe, expect, it } from 'vitest';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, text, view } from '../render/views.ts';
import { article, placeOf, restoring } from './articles.ts';

const calm = view({ post: post({ segments: [text('The tide turned.')], lang: 'en' }) });
const page = article('<p>one</p>FIRST<p>two</p>SECOND<p>three</p>');
const both = rewriteArticle(page, [
  { embed: placeOf(page, 'FIRST', 'social:1'), fallback: fallbackOf(calm) },
  { embed: placeOf(page, 'SECOND', 'social:2'), fallback: fallbackOf({ ...calm, name: 'social:2' }) },
]);
const source = new TextDecoder().decode(both.bytes);
const back = restoring(both.originals);

async function restored(edited: string, restore = back) {
  const result = await restore({ ...page, bytes: new TextEncoder().encode(edited) });
  return { ...result, text: new TextDecoder().decode(result.bytes) };
}

describe('restoring', () => {
  it('keeps what was edited elsewhere, and drops what was edited in a fallback', async () => {
    const edited = source
      .replace('<p>two</p>', '<p>zwei</p>')
      .replace('The tide turned.', 'The tide was turned.');
    expect((await restored(edited)).text).toBe('<p>one</p>FIRST<p>zwei</p>SECOND<p>three</p>');
  });

  it('follows a fallback that was moved or copied', async () => {
    const [, mark = ''] = /(<!--holdfast .*?<!--\/holdfast-->)/su.exec(source) ?? [];
    expect((await restored(`${mark}<hr>${mark}`)).text).toBe('FIRST<hr>FIRST');
  });

  it('leaves a fallback whose original is not kept, and says so', async () => {
    const one = await restored(source, restoring(both.originals.slice(0, 1)));
    expect(one).toMatchObject({ restored: 1, damaged: [] });
    expect(one.missing).toHaveLength(1);
    expect(one.text).toContain('<!--holdfast ref="social:2"');
    expect(one.text).toMatch(/^<p>one<\/p>FIRST<p>two/u);
  });

  it('takes no bytes that are not what their hash says', async () => {
    const { restoreArticle } = await import('../../src/rewrite/restore.ts');
    const result = await restoreArticle({ ...page, bytes: both.bytes }, () => new Uint8Array([1]));
    expect(result).toMatchObject({ restored: 0, bytes: both.bytes });
    expect(result.missing).toHaveLength(2);
  });

  for (const [what, damage] of Object.entries({
    'a lost end': (text: string) => text.replace('<!--/holdfast-->', ''),
    'a lost beginning': (text: string) => text.replace(/<!--holdfast .*?-->/u, ''),
    'a cut hash': (text: string) => text.replace(/sha256="[0-9a-f]{4}/u, 'sha256="'),
    'a lost ref': (text: string) => text.replace(' ref="social:1"', ''),
    'a broken ref': (text: string) => text.replace('ref="social:1"', 'ref="social:%zz"'),
  }))
    it(`leaves a damaged mark alone and tells where it is: ${what}`, async () => {
      const edited = damage(source);
      const result = await restored(edited);
      expect(result.restored).toBe(1);
      expect(result.damaged).toHaveLength(1);
      expect(edited.slice(result.damaged[0])).toMatch(/^<!--\/?holdfast/u);
      expect(result.text).toContain('<p>two</p>SECOND<p>three</p>');
      expect(result.text.startsWith(edited.slice(0, edited.indexOf('<p>two')))).toBe(true);
    });

  it('leaves an article without marks as it is', async () => {
    expect(await restored('<p>holdfast</p>')).toMatchObject({
      text: '<p>holdfast</p>',
      restored: 0,
      missing: [],
      damaged: [],
    });
  });
});
