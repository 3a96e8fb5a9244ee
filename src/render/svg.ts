import { factsOf } from '../html/element-names.ts';
import { escapeText } from '../html/escape.ts';
import type { Theme } from '../model/capture.ts';
import { renderCard } from './card.ts';
import { cardHeight } from './card-height.ts';
import { type OwnElement, type OwnNode, readOwnMarkup } from './own-markup.ts';
import { titleOf } from './page.ts';
import type { RenderOptions } from './render-options.ts';
import { cardStyle } from './style.ts';
import type { FallbackView } from './view.ts';

/**
 * The card as one SVG picture that needs nothing, for any `img`: the card itself in a `foreignObject`, its style and
 * pictures along with it. 550 wide; as high as it was measured or is about, with some room for fonts of other readers,
 * and nothing drawn beside the card. It follows the reader's colours unless a theme is told.
 */
export function renderSvg(view: FallbackView, { theme, height }: RenderOptions = {}): string {
  const inlined: FallbackView = {
    ...view,
    pictureOf: (picture) => {
      const shown = view.pictureOf(picture);
      if (shown === null || !shown.src.startsWith('data:')) return null;
      return { src: shown.src, width: shown.width, height: shown.height };
    },
    filmOf: () => null,
  };
  const nodes = readOwnMarkup(renderCard(inlined).source);
  const high = Math.ceil(Math.max(height ?? 0, cardHeight(nodes, width)) * 1.03 + 12);
  const title = `<title>${escapeText(titleOf(view))}</title>`;
  const style = `<style>${cardStyle.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>`;
  const card = nodes.map((node) => writeXml(asRoot(node, theme))).join('');
  const source = `<svg xmlns="${svgNames}" width="${width}" height="${high}" viewBox="0 0 ${width} ${high}">${title}${style}<foreignObject width="${width}" height="${high}">${card}</foreignObject></svg>\n`;
  return source.replace(notInXml, '');
}

const width = 550;
const svgNames = 'http://www.w3.org/2000/svg';
const htmlNames = 'http://www.w3.org/1999/xhtml';

/** What XML can't hold in any form. */
const notInXml = /[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

function asRoot(node: OwnNode, theme: Theme | undefined): OwnNode {
  if (typeof node === 'string') return node;
  const colours = theme === undefined ? {} : { 'data-theme': theme };
  const attributes = { xmlns: htmlNames, ...node.attributes, ...colours, style: 'margin:0;max-width:none' };
  return { ...node, attributes };
}

function writeXml(node: OwnNode): string {
  if (typeof node === 'string') return node;
  const { name, children } = node;
  const written = Object.entries(attributesOf(node)).map(([key, value]) => ` ${key}="${value}"`);
  if (factsOf(name).isVoid) return `<${name}${written.join('')}/>`;
  return `<${name}${written.join('')}>${children.map(writeXml).join('')}</${name}>`;
}

/** In a picture nothing is loaded later than the rest. */
function attributesOf({ name, attributes }: OwnElement): Readonly<Record<string, string>> {
  if (name === 'svg') return { xmlns: svgNames, ...attributes };
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => key !== 'loading' && key !== 'decoding'),
  );
}
