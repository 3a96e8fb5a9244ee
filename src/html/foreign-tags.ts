import type { NameFacts } from './element-names.ts';
import type { StartTag } from './tokenizer.ts';

/** The tag opens an element of HTML though the innermost open element is one of SVG or MathML. */
export function holdsHtmlTag(current: NameFacts, name: string): boolean {
  if (!current.isIntegrationPoint) return false;
  return !(current.foreign === 'math' && (name === 'mglyph' || name === 'malignmark'));
}

/** The tag ends the SVG or MathML it stands in. */
export function leavesForeign(text: string, tag: StartTag): boolean {
  if (breakouts.has(tag.name)) return true;
  return tag.name === 'font' && /[\s/](?:color|face|size)[\s=/>]/iu.test(text.slice(tag.attributes, tag.end));
}

/** What the start tag of an element of SVG or MathML says beside its name. */
export function readForeignTag(
  text: string,
  tag: StartTag,
  foreign: 'svg' | 'math',
): { readonly holdsHtml: boolean; readonly selfClosed: boolean } {
  const source = text.slice(tag.attributes, tag.end);
  const points = foreign === 'svg' ? svgIntegrationPoints : mathIntegrationPoints;
  const holdsHtml =
    points.has(tag.name) ||
    (tag.name === 'annotation-xml' &&
      /encoding\s*=\s*["']?(?:text\/html|application\/xhtml\+xml)/iu.test(source));
  return { holdsHtml, selfClosed: isSelfClosed(source) };
}

/** The source of a tag behind its name ends in `/>`, and the slash is no part of a value. */
export function isSelfClosed(source: string): boolean {
  return /(?:^|[\s"'])[^\s"'=>]*\/>$/u.test(source);
}

/** Start tags that leave foreign content behind. */
const breakouts: ReadonlySet<string> = new Set(
  (
    'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu ' +
    'meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var'
  ).split(' '),
);

const svgIntegrationPoints: ReadonlySet<string> = new Set(['foreignobject', 'desc', 'title']);
const mathIntegrationPoints: ReadonlySet<string> = new Set(['mi', 'mo', 'mn', 'ms', 'mtext']);
