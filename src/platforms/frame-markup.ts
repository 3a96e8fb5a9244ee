import type { Quoted } from '../model/embed.ts';
import type { MarkupElement, MarkupRule } from '../model/platform.ts';
import { boxedPost, framedPost } from './framed-post.ts';

/**
 * Rules for the frames of a network, of pages and of AMP, and for what services and editors that show any network put
 * in a frame's place. `hint` must stand in every address of the network; `quote` reads what the element says of the post.
 */
export function frameMarkup(
  hint: string,
  quote: (element: MarkupElement) => Quoted | null = () => null,
): readonly MarkupRule[] {
  const rule = (
    kind: MarkupRule['kind'],
    element: string,
    classes: readonly string[],
    post: typeof framedPost,
  ): MarkupRule => ({
    kind,
    element,
    classes,
    hint,
    read: (found, match) => {
      const ref = post(found, match);
      return ref === null ? null : { ref, quoted: quote(found) };
    },
  });
  return [
    rule('iframe', 'iframe', [], framedPost),
    rule('amp', 'amp-iframe', [], framedPost),
    // Iframely, Embedly
    rule('iframe', 'div', ['iframely-embed'], boxedPost),
    rule('widget', 'blockquote', ['embedly-card'], boxedPost),
    // CKEditor
    rule('widget', 'oembed', [], framedPost),
  ];
}
