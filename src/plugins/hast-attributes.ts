/**
 * An attribute's source, by its property of a hast tree; null for one that takes a table of all names. Those that pages
 * have many of are known here.
 */
export function plainAttribute(property: string, value: unknown): string | null {
  const name = nameOf(property);
  if (name === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return ` ${name}="${quoted(String(value))}"`;
  if (value === true) return flags.has(name) ? ` ${name}` : null;
  if (Array.isArray(value)) return lists.has(name) ? ` ${name}="${quoted(value.join(' '))}"` : null;
  return null;
}

/** A value between double quotes. */
export function quoted(value: string): string {
  if (!value.includes('"') && !value.includes('&')) return value;
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function nameOf(property: string): string | null {
  const known = names.get(property);
  if (known !== undefined) return known;
  const name = nameByShape(property);
  names.set(property, name);
  return name;
}

function nameByShape(property: string): string | null {
  if (/^[a-z]+$/u.test(property)) return property;
  if (/^data[A-Z][A-Za-z]*$/u.test(property))
    return property.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return /^aria[A-Z][A-Za-z]*$/u.test(property) ? `aria-${property.slice(4).toLowerCase()}` : null;
}

/** Attributes by their properties, those that were met among them. */
const names = new Map<string, string | null>([
  ['className', 'class'],
  ['htmlFor', 'for'],
  ['httpEquiv', 'http-equiv'],
  ...(
    'allowFullScreen autoPlay charSet colSpan crossOrigin dateTime fetchPriority frameBorder hrefLang itemProp itemScope ' +
    'itemType maxLength noModule playsInline referrerPolicy rowSpan srcDoc srcSet tabIndex'
  )
    .split(' ')
    .map((property) => [property, property.toLowerCase()] as const),
  // of SVG, which is written as if it were HTML: nothing in it is an embed
  ...'clipRule fillOpacity fillRule strokeLineCap strokeLineJoin strokeWidth viewBox'
    .split(' ')
    .map((property) => [property, property] as const),
]);

/** Attributes that need no value. */
const flags = new Set(
  'allowfullscreen async autoplay controls defer disabled hidden itemscope loop muted nomodule open playsinline'.split(
    ' ',
  ),
);

/** Attributes whose words are parted by blanks. */
const lists = new Set(
  'aria-describedby aria-labelledby class for http-equiv itemprop itemtype rel'.split(' '),
);
