import { type Attributes, classesOf, readAttributes } from '../html/attributes.ts';
import type { StartTag } from '../html/tokenizer.ts';
import { parseHtml } from '../html/tree.ts';
import type { MarkupReading, MarkupRule, PlatformInArticles } from '../model/platform.ts';
import { type Ref, writeRef } from '../ref.ts';
import type { Contents } from './html-contents.ts';
import type { Matcher } from './matcher.ts';
import type { Found } from './text-embeds.ts';

/** Elements that may be a platform's markup, from their start tags to their ends. */
export interface Candidates {
  enter(tag: StartTag, index: number): void;
  /** True when the element that ends was an embed, and is told to `contents`. */
  leave(index: number, end: number): boolean;
  /** Some have not ended yet. */
  isWaiting(): boolean;
}

interface Rule {
  readonly platform: PlatformInArticles;
  readonly rule: MarkupRule;
}

interface Candidate {
  readonly index: number;
  readonly start: number;
  readonly rules: readonly Rule[];
  /** Ranges inside that are embeds of their own: its reader does not see them. */
  readonly holes: { readonly start: number; readonly end: number }[];
  /** How many candidates deep its source still is. */
  depth: number;
}

/** Text of candidates inside candidates is read again for each, so no deeper than this: else time grows as a square. */
const deepest = 3;

export function createCandidates(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
  contents: Contents,
): Candidates {
  const rules = rulesByElement(platforms);
  const waiting: Candidate[] = [];

  /** The first rule that reads the element wins. */
  function read(
    candidate: Candidate,
    end: number,
  ): { platform: PlatformInArticles; rule: MarkupRule; reading: MarkupReading } | null {
    const source = sourceOf(text, candidate, end);
    const lower = source.toLowerCase();
    let element: ReturnType<typeof parseHtml> | null = null;
    for (const { platform, rule } of candidate.rules) {
      if (!lower.includes(rule.hint.toLowerCase())) continue;
      element ??= parseHtml(source);
      const [root] = element.children;
      if (root === undefined || typeof root === 'string') return null;
      const reading = rule.read(root, (href) => matcher.inMarkup(platform, href));
      if (reading !== null) return { platform, rule, reading };
    }
    return null;
  }

  function handOver(candidate: Candidate, end: number, isEmbed: boolean): void {
    const outer = waiting.at(-1);
    if (outer === undefined) return;
    if (isEmbed || candidate.depth >= deepest) outer.holes.push({ start: candidate.start, end });
    else {
      for (const hole of candidate.holes) outer.holes.push(hole);
      outer.depth = Math.max(outer.depth, candidate.depth + 1);
    }
  }

  return {
    enter(tag, index) {
      const named = rules.get(tag.name);
      if (named === undefined || contents.isFull()) return;
      const source = text.slice(tag.attributes, tag.end);
      if (named.anyClass !== null && !named.anyClass.test(source)) return;
      // what stands in a script is no markup, and may be long
      const fitting = rulesFor(tag.name === 'script' ? hintedBy(named.rules, source) : named.rules, source);
      if (fitting.length > 0) waiting.push({ index, start: tag.start, rules: fitting, holes: [], depth: 1 });
    },
    leave(index, end) {
      if (waiting.at(-1)?.index !== index) return false;
      const candidate = waiting.pop();
      if (candidate === undefined) return false;
      const found = contents.isFull() ? null : read(candidate, end);
      const isEmbed =
        found !== null && settle(candidate, end, found.platform.id, found.rule, found.reading, contents);
      if (found !== null && isEmbed) matcher.learn(found.platform, found.reading.ref);
      handOver(candidate, end, isEmbed);
      return isEmbed;
    },
    isWaiting: () => waiting.length > 0,
  };
}

/** The rules for one element name. */
interface ElementRules {
  readonly rules: Rule[];
  /** What its attributes must hold where all rules ask for a class: one of these, or a reference. */
  readonly anyClass: RegExp | null;
}

/** Made once for each list of platforms. */
const rulesByList = new WeakMap<readonly PlatformInArticles[], ReadonlyMap<string, ElementRules>>();

function rulesByElement(platforms: readonly PlatformInArticles[]): ReadonlyMap<string, ElementRules> {
  const known = rulesByList.get(platforms);
  if (known !== undefined) return known;
  const lists = new Map<string, Rule[]>();
  for (const platform of platforms)
    for (const rule of platform.markup)
      lists.set(rule.element, [...(lists.get(rule.element) ?? []), { platform, rule }]);
  const made = new Map([...lists].map(([name, rules]) => [name, { rules, anyClass: anyClassOf(rules) }]));
  rulesByList.set(platforms, made);
  return made;
}

function anyClassOf(rules: readonly Rule[]): RegExp | null {
  if (rules.some(({ rule }) => rule.classes.length === 0)) return null;
  const classes = new Set(rules.flatMap(({ rule }) => rule.classes));
  const sources = [...classes].map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(['&', ...sources].join('|'), 'u');
}

/** Rules whose class the element has, and those that ask for none. */
function rulesFor(rules: readonly Rule[], source: string): readonly Rule[] {
  let attributes: Attributes | null = null;
  return rules.filter(({ rule: { classes } }) => {
    if (classes.length === 0) return true;
    if (!source.includes('&') && !classes.some((name) => source.includes(name))) return false;
    attributes ??= readAttributes(source);
    return classesOf(attributes).some((name) => classes.includes(name));
  });
}

function hintedBy(rules: readonly Rule[], source: string): readonly Rule[] {
  const lower = source.toLowerCase();
  return rules.filter(({ rule }) => lower.includes(rule.hint.toLowerCase()));
}

/** The element's source without its holes. */
function sourceOf(text: string, candidate: Candidate, end: number): string {
  let source = '';
  let at = candidate.start;
  for (const hole of candidate.holes) {
    source += text.slice(at, hole.start);
    at = hole.end;
  }
  return source + text.slice(at, end);
}

/**
 * Tells `contents`. Embeds of the same post inside are this one; those of other posts stay, and cut its range short:
 * it was never closed, or the page would have one post inside another.
 */
function settle(
  candidate: Candidate,
  end: number,
  platform: string,
  rule: MarkupRule,
  reading: MarkupReading,
  contents: Contents,
): boolean {
  const inside = contents.foundInside().filter(({ kind }) => kind !== 'link' && kind !== 'figure');
  if (reading.ref === null && inside.length > 0) return false;
  const same = inside.filter(({ ref }) => isSame(ref, reading.ref));
  const kept = inside.filter((each) => !same.includes(each));
  const found: Found = {
    platform,
    kind: rule.kind,
    ref: reading.ref,
    quoted: reading.quoted ?? same.find(({ quoted }) => quoted !== null)?.quoted ?? null,
    start: candidate.start,
    end: kept.length === 0 ? end : Math.min(...kept.map(({ start }) => start)),
    confidence: reading.ref === null ? 0.6 : 0.99,
  };
  contents.leaveAsEmbed(found, kept);
  return true;
}

function isSame(a: Ref | null, b: Ref | null): boolean {
  return a !== null && b !== null && writeRef(a) === writeRef(b);
}
