import type { EmbedKind } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { type Argument, type BareWords, postNamed, readArguments } from './markdown-arguments.ts';
import { type Names, namesOf } from './markdown-names.ts';
import type { Found } from './text-embeds.ts';

/** Shortcodes and tags of site generators and editors, where the name is one of a platform's. */
export function shortcodes(text: string, platforms: readonly PlatformInArticles[]): Found[] {
  return shortcodesOf([...templateForms, ...markdownForms], text, platforms, 'values');
}

/** Those of templates, which have no forms of Markdown. */
export function templateTags(
  text: string,
  platforms: readonly PlatformInArticles[],
  bareWords: BareWords,
): Found[] {
  return shortcodesOf(templateForms, text, platforms, bareWords);
}

function shortcodesOf(
  forms: readonly Form[],
  text: string,
  platforms: readonly PlatformInArticles[],
  bareWords: BareWords,
): Found[] {
  const names = namesOf(platforms, 'shortcodes', shared);
  return forms.flatMap((form) =>
    [...text.matchAll(form.pattern)].flatMap((match) => read(text, match, { bareWords, ...form }, names)),
  );
}

/** Tags that take any network's address. */
const shared = ['embed', 'oembed', 'socialembed'];

interface Form {
  readonly kind: EmbedKind;
  /** The name is group 1, the arguments are group 2. */
  readonly pattern: RegExp;
  /** Where its syntax tells, whatever the file. */
  readonly bareWords?: BareWords;
}

const templateForms: readonly Form[] = [
  // Hugo's {{< name args >}}, {{% name args %}}
  {
    kind: 'shortcode',
    bareWords: 'values',
    pattern: /\{\{[<%]\s{0,9}([\w/-]{1,40})\s{1,99}([^{}]{1,400}?)\/?[>%]\}\}/gu,
  },
  // Liquid's {% name args %}: Jekyll, dev.to, GitBook, Eleventy
  { kind: 'liquid', pattern: /\{%-?\s{0,9}([\w-]{1,40})\s{1,99}((?:[^{}%]|%(?!\})){1,400}?)-?%\}/gu },
  // Zola's and macros' {{ name(args) }}
  {
    kind: 'shortcode',
    bareWords: 'names',
    pattern: /\{\{-?\s{0,9}(\w{1,40})\(([^{}]{1,400}?)\)\s{0,9}(?:\|\s{0,9}safe\s{0,9})?-?\}\}/gu,
  },
];

const markdownForms: readonly Form[] = [
  // @[name](args)
  { kind: 'shortcode', pattern: /(?<![\w\\])@\[([\w-]{1,40})\]\(([^()\n]{1,400})\)/gu },
  // directives: ::name[words]{args}, ::name[id]
  {
    kind: 'shortcode',
    pattern:
      /(?<=^[^\S\n]{0,9}):{2,3}([\w-]{1,40})((?:\[[^[\]\n]{1,300}\](?:\{[^{}\n]{1,400}\})?)|\{[^{}\n]{1,400}\})/gmu,
  },
];

function read(text: string, match: RegExpExecArray, form: Form, names: Names): Found[] {
  const [whole, tag = '', source = ''] = match;
  const call = called(tag, argumentsIn(source, form.bareWords));
  for (const named of names(call.name)) {
    const ref = postNamed(call.args, named);
    if (ref === null) continue;
    const start = match.index;
    const end = endOfPair(text, start + whole.length, tag);
    return [{ platform: ref.platform, kind: form.kind, ref, quoted: null, start, end, confidence: 0.98 }];
  }
  return [];
}

/** Of directives, what stands in braces, and a word in brackets that may be the id itself. */
function argumentsIn(source: string, bareWords: BareWords = 'values'): Argument[] {
  const [, label, braces] = /^(?:\[([^\]]*)\])?(?:\{(.*)\})?$/su.exec(source) ?? [];
  if (label === undefined && braces === undefined) return readArguments(source, bareWords);
  const word = label === undefined || /\s/u.test(label) ? [] : [{ key: null, value: label }];
  return [...readArguments(braces ?? ''), ...word];
}

interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
}

/**
 * What is called: folders before a name go, as in `social/tweet`. Jekyll calls templates by
 * `{% include embed/youtube.html id="…" %}` or `{% include video id="…" provider="youtube" %}`; ids in directives are
 * marked by `#`.
 */
function called(tag: string, args: readonly Argument[]): Call {
  const plain = args.map(({ key, value }) => ({ key, value: value.replace(/^#/u, '') }));
  const [template, ...others] = plain;
  if (tag !== 'include' || template === undefined) return { name: tag.split('/').at(-1) ?? '', args: plain };
  const provider = others.find(({ key }) => key === 'provider')?.value;
  const file =
    template.value
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/u, '') ?? '';
  return { name: provider ?? file, args: others.filter(({ key }) => key !== 'provider') };
}

/** Past the closing half that some shortcodes have, when nothing stands between the two. */
function endOfPair(text: string, from: number, tag: string): number {
  const closing = /\s{0,99}\{\{[<%]\s{0,9}\/\s{0,9}([\w/-]{1,40})\s{0,9}[>%]\}\}/uy;
  closing.lastIndex = from;
  return closing.exec(text)?.[1] === tag ? closing.lastIndex : from;
}
