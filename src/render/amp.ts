import type { Media } from '../model/post.ts';
import { renderCard } from './card.ts';
import { ampStyles, type StyleOf, stylesOfCards } from './inline-styles.ts';
import { type OwnElement, type OwnNode, ownClasses, readOwnMarkup, writeElement } from './own-markup.ts';
import type { FallbackView } from './view.ts';

/**
 * The fallback for AMP pages: pictures and films in AMP's own elements, and each element with its style, since AMP
 * takes no style sheet outside of the head; in colours for light and dark alike.
 */
export function renderAmp(view: FallbackView): string {
  const filmOf = (media: Media) => {
    const film = view.filmOf(media);
    // AMP takes films from addresses only, never along with the page.
    return film === null || /^\s*data:/iu.test(film.src) ? null : film;
  };
  const nodes = readOwnMarkup(renderCard({ ...view, filmOf }).source);
  return writeNodes(nodes, styleOfCard(nodes[0]));
}

/** AMP's components among its elements, whose scripts the page needs in its head: `amp-video`, `amp-audio`. */
export function ampComponents(source: string): readonly string[] {
  return ['amp-audio', 'amp-video'].filter((name) => source.includes(`<${name} `));
}

const styleOfCard = stylesOfCards(ampStyles);

function writeNodes(nodes: readonly OwnNode[], styleOf: StyleOf): string {
  return nodes.map((node) => (typeof node === 'string' ? node : writeOwn(node, styleOf))).join('');
}

/** Where a link stands alone, nobody needs it underlined. */
const plainIn = new Set(['name', 'date', 'label']);

function styleWithin(element: OwnElement, styleOf: StyleOf): StyleOf {
  if (!ownClasses(element).some((name) => plainIn.has(name))) return styleOf;
  return (inner) => (inner.name === 'a' ? 'color:inherit;text-decoration:none' : styleOf(inner));
}

function writeOwn(element: OwnElement, styleOf: StyleOf): string {
  const { name, attributes, children } = element;
  if (name === 'picture') return writeNodes(children.filter(isNoSource), styleOf);
  if (name === 'img') return picture(element, styleOf);
  if (name === 'video' || name === 'audio') return film(element, styleOf);
  // Which of them is shown only a style sheet could tell.
  if (ownClasses(element).includes('in-dark')) return '';
  const content = ownClasses(element).includes('media') ? evened(children) : children;
  return writeElement(
    name,
    { ...attributes, style: styleOf(element) },
    writeNodes(content, styleWithin(element, styleOf)),
  );
}

/** Of three or five pictures in two columns the first is as wide as two. */
function evened(figures: readonly OwnNode[]): readonly OwnNode[] {
  const [first, ...others] = figures;
  if (typeof first !== 'object' || figures.length % 2 === 0 || others.length === 0) return figures;
  const attributes = { ...first.attributes, class: `${first.attributes['class'] ?? ''} holdfast-wide` };
  return [{ ...first, attributes }, ...others];
}

function isNoSource(node: OwnNode): boolean {
  return typeof node === 'string' || node.name !== 'source';
}

function picture(element: OwnElement, styleOf: StyleOf): string {
  const { class: className = '', src = '', srcset = null, sizes = null, alt = '' } = element.attributes;
  const { width = '16', height = '9' } = element.attributes;
  const layout = ownClasses(element).some((one) => ofTheirOwnSize.includes(one)) ? 'fixed' : 'responsive';
  const told = { class: className, src, srcset, sizes: sizes?.replace(/^auto, /u, '') ?? null, alt };
  return writeElement('amp-img', { ...told, width, height, layout, style: styleOf(element) }, '');
}

const ofTheirOwnSize = ['avatar', 'emoji'];

function film(element: OwnElement, styleOf: StyleOf): string {
  const { name, attributes, children } = element;
  const [inner] = children.filter((child) => typeof child === 'object' && child.name === 'source');
  const source = typeof inner === 'object' ? inner.attributes : attributes;
  const { src = '' } = source;
  const { class: className = null, poster = null, width = '16', height = '9', loop = null } = attributes;
  const { 'aria-label': label = null } = attributes;
  const shape = name === 'video' ? { poster, width, height, layout: 'responsive' } : soundShape;
  const told = { class: className, src, ...shape, loop, controls: '', 'aria-label': label };
  return writeElement(`amp-${name}`, { ...told, style: styleOf(element) }, '');
}

const soundShape = { width: 'auto', height: '50', layout: 'fixed-height' };
