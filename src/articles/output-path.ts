import { isAbsolute, join, relative } from 'node:path';
import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';

/**
 * The path below the output folder an article's name has: paths lose their root and every `..`, a path inside the
 * current folder stays as it is from there, one inside of `root` as it is from that; an address becomes `host/path`,
 * `.html` added where it has no extension; what came from standard input is named by its `ending`.
 */
export function outputPathOf(name: string, root: string | null = null, ending = 'txt'): string {
  if (/^https?:\/\//iu.test(name)) return pathOfAddress(new URL(name));
  if (name === '-') return `stdin.${ending}`;
  const below = root === null ? '..' : relative(root, name);
  if (below !== '' && !below.startsWith('..') && !isAbsolute(below)) return below;
  const inside = isAbsolute(name) ? relative(process.cwd(), name) : name;
  const path = inside.startsWith('..') ? name : inside;
  const parts = path
    .split(/[/\\]/u)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/iu.test(part));
  return join(...parts);
}

function pathOfAddress(url: URL): string {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(plainPart);
  const last = parts.pop() ?? 'index';
  const named = /\.[a-z0-9]{1,8}$/iu.test(last) ? last : `${last}.html`;
  const file =
    url.search === '' ? named : named.replace(/(?=\.[^.]+$)/u, `-${sha256(url.search).slice(0, 8)}`);
  return join(plainPart(url.host), ...parts, file);
}

/** A stranger's address never becomes a hidden file, a parent folder or a name no disk takes. */
function plainPart(part: string): string {
  const plain = part
    .replace(/[^\w.~@+=,-]+/gu, '-')
    .replace(/^\.+/u, '')
    .slice(0, 100);
  return plain === '' ? '-' : plain;
}

/** How a file of that article, or of the feed that holds it, is named where nothing else tells. */
export function endingOf({ format, container, bytes }: Article): string {
  if (container === undefined) return endings[format];
  const [first] =
    Buffer.from(bytes.subarray(0, 64)).toString('latin1').replaceAll('\0', '').match(/[[{<]/u) ?? [];
  return first === '<' ? 'xml' : 'json';
}

const endings = { html: 'html', markdown: 'md', text: 'txt', json: 'json' } as const satisfies Record<
  Article['format'],
  string
>;
