import type { EmbedKind } from '../model/embed.ts';
import type { Platform } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { type Found, refAt } from './text-embeds.ts';

/** Hugo's `{{< name args >}}` and Liquid's `{% name args %}`, where the name is one of a platform's. */
export function shortcodes(text: string, platforms: readonly Platform[]): Found[] {
  return [...found(text, platforms, hugo, 'shortcode'), ...found(text, platforms, liquid, 'liquid')];
}

const hugo = /\{\{[<%]\s{0,9}([\w-]{1,40})\s+([^{}]{1,400}?)\/?[>%]\}\}/gu;
const liquid = /\{%-?\s{0,9}([\w-]{1,40})\s+([^{}%]{1,400}?)-?%\}/gu;

/** Tags that take any network's address. */
const anyNetwork = new Set(['embed', 'oembed']);

function found(text: string, platforms: readonly Platform[], pattern: RegExp, kind: EmbedKind): Found[] {
  return [...text.matchAll(pattern)].flatMap((match): Found[] => {
    const [whole, name = '', args = ''] = match;
    for (const platform of platforms) {
      if (!anyNetwork.has(name) && !platform.tags?.shortcodes.includes(name)) continue;
      const ref = refIn(args, platform);
      if (ref === null) continue;
      const start = match.index;
      return [
        {
          platform: platform.id,
          kind,
          ref,
          quoted: null,
          start,
          end: start + whole.length,
          confidence: 0.98,
        },
      ];
    }
    return [];
  });
}

/** The post the arguments name: an address, else `id="…"`, else the last positional that can be an id. */
function refIn(args: string, platform: Platform): Ref | null {
  const values = [...args.matchAll(/(?:([\w-]+)\s?=\s?)?(?:"([^"]*)"|'([^']*)'|([^\s"']+))/gu)].map(
    (match) => ({
      key: match[1] ?? null,
      value: match[2] ?? match[3] ?? match[4] ?? '',
    }),
  );
  for (const { value } of values) {
    const ref = refAt(value, platform, 'markup');
    if (ref !== null) return ref;
  }
  const named = values.find(({ key }) => key === 'id');
  if (named !== undefined) return platform.refOf(named.value);
  const ids = values.flatMap(({ key, value }) => (key === null ? [platform.refOf(value)] : []));
  return ids.findLast((ref) => ref !== null) ?? null;
}
