import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { type Described, readArchivedHead } from '../archived-head.ts';
import { readPageBody } from '../page-body.ts';
import type { PageHead } from '../page-head.ts';
import { pluginUrl } from './embed-page.ts';
import { addresses, match } from './match.ts';
import { isSame } from './oembed.ts';

/** Its own spellings and the plugin that articles frame. */
export function archivedAddresses(ref: Ref): readonly string[] {
  return [...addresses(ref), pluginUrl(ref)];
}

/** By heads and linked data; what stands in the pages themselves changes with every build. */
export function readArchived({ takenAt, wire }: Memento, ref: Ref): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  return readArchivedHead(body.root, ref, takenAt, {
    match: (url) => {
      const named = match(url, 'markup');
      // by the page's name or number, as it comes
      return named !== null && isSame(named, ref) ? { ...named, id: ref.id } : named;
    },
    describe,
    accountUrl: (handle) => `https://www.facebook.com/${handle}`,
  });
}

/**
 * `og:title` is the page's name, with the first words or the word "Facebook" behind it; `og:description` the post's words.
 * Walls have the post's address too, and words of Facebook's own, in any language, that name it.
 */
function describe(head: PageHead): Described | null {
  const title = head.meta('og:title', 'twitter:title')?.trim() ?? '';
  const text = head.meta('og:description', 'description', 'twitter:description');
  const name = title.replace(/ (?:[-–|] .*|on Facebook.*)$/su, '').trim();
  const isOfFacebook =
    /facebook/iu.test(name) || ((text ?? '').length < 200 && /facebook/iu.test(text ?? ''));
  if (name === '' || isOfFacebook || /^(?:log in|error|security check|page not found)/iu.test(name))
    return null;
  return { name, handle: null, text };
}
