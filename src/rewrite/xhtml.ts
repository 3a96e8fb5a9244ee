import { escapeText } from '../html/escape.ts';
import { writeAnew } from './markup-walk.ts';

/**
 * HTML of our own as elements of XML: every element closed, every attribute with a value, no references but XML's own, and
 * namespaces told, since a feed's own elements may be in another.
 */
export function toXhtml(source: string): string {
  let depth = 0;
  return writeAnew(source, {
    startTag(name, attributes, isEmpty) {
      const written = attributes.map(([key, value]) => ` ${key}="${escapeText(xmlText(value ?? ''))}"`);
      const namespace = name === 'svg' ? svg : depth === 0 ? xhtml : null;
      if (!isEmpty) depth += 1;
      return `<${name}${namespace === null ? '' : ` xmlns="${namespace}"`}${written.join('')}${isEmpty ? '/' : ''}>`;
    },
    endTag(name) {
      depth -= 1;
      return `</${name}>`;
    },
    text: (text) => escapeText(xmlText(text)),
    style: (css) => escapeText(xmlText(css)),
  });
}

/** Without the characters that XML 1.0 (section 2.2) can hold in no way. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}

const xhtml = 'http://www.w3.org/1999/xhtml';
const svg = 'http://www.w3.org/2000/svg';
