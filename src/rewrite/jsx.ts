import { writeAnew } from './markup-walk.ts';

/**
 * HTML of our own as JSX that MDX takes, whatever renders it: names that React knows and others print as HTML's own, words
 * as strings in braces, which no Markdown is read in. One line.
 */
export function toJsx(source: string): string {
  return writeAnew(source, {
    startTag(name, attributes, isEmpty) {
      const styles: string[] = [];
      const written = attributes.flatMap(([key, value]) => {
        if (key === 'style') styles.push(...declarations(value ?? ''));
        // React's names of these are none of SVG's, and SVG's none of React's: as style they are both's
        else if (presentation.test(key)) styles.push(declaration(key, value ?? ''));
        else return [` ${names[key] ?? key}${value === null ? '' : `=${attributeValue(value)}`}`];
        return [];
      });
      const style = styles.length === 0 ? '' : ` style={ {${styles.join(',')}} }`;
      return `<${name}${written.join('')}${style}${isEmpty ? '/' : ''}>`;
    },
    endTag: (name) => `</${name}>`,
    text: (text) => `{${literal(text)}}`,
    // families need no quotes, which some renderers would escape
    style: (css) => `{${JSON.stringify(css.replace(/"([A-Za-z]+(?: [A-Za-z]+)*)"/g, '$1'))}}`,
  });
}

/** A string of JavaScript in ASCII quotes that shows no bracket to any engine that runs over the file before. */
function literal(text: string): string {
  return JSON.stringify(text).replace(
    /[{}<>`&\u0085\u2028\u2029]|\*(?=\/)/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function attributeValue(value: string): string {
  return /^[ !#-%'-;=?-[\]-_a-z|~]*$/.test(value) ? `"${value}"` : `{${literal(value)}}`;
}

function declarations(style: string): string[] {
  return style.split(';').flatMap((one) => {
    const colon = one.indexOf(':');
    return colon === -1 ? [] : [declaration(one.slice(0, colon).trim(), one.slice(colon + 1).trim())];
  });
}

function declaration(property: string, value: string): string {
  const name = property.startsWith('--')
    ? literal(property)
    : property.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${name}:${literal(value)}`;
}

const presentation = /^(?:stroke|fill|stop|clip|font|text)-[a-z-]+$/;

/** Where React's name is another; HTML takes any case. */
const names: Readonly<Record<string, string>> = {
  class: 'className',
  for: 'htmlFor',
  datetime: 'dateTime',
  srcset: 'srcSet',
  imagesizes: 'imageSizes',
  tabindex: 'tabIndex',
  crossorigin: 'crossOrigin',
  referrerpolicy: 'referrerPolicy',
  fetchpriority: 'fetchPriority',
  playsinline: 'playsInline',
  autoplay: 'autoPlay',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
  hreflang: 'hrefLang',
  itemprop: 'itemProp',
  itemscope: 'itemScope',
  itemtype: 'itemType',
};
