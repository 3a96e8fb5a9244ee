import { type OwnElement, type OwnNode, ownClasses } from './own-markup.ts';

/** Declarations by class, without the `holdfast-` all of them have; those of elements by `<name>`. */
export type InlineStyles = Readonly<Record<string, string>>;

/** What an element's name and classes say of it, for places where no style sheet is read; null where that is nothing. */
export type StyleOf = (element: OwnElement) => string | null;

/** The styles of cards that run this way or that, with round avatars or others. */
export function stylesOfCards(styles: InlineStyles): (card: OwnNode | undefined) => StyleOf {
  const made = new Map<string, StyleOf>();
  return (card) => {
    const { dir = 'ltr', 'data-avatars': avatars = 'round' } =
      typeof card === 'object' ? card.attributes : {};
    const key = `${dir} ${avatars}`;
    const shaped =
      avatars === 'square' ? { ...styles, avatar: `${styles['avatar'] ?? ''};border-radius:17%` } : styles;
    const styleOf = made.get(key) ?? styledBy(dir === 'rtl' ? mirrored(shaped) : shaped);
    made.set(key, styleOf);
    return styleOf;
  };
}

function styledBy(styles: InlineStyles): StyleOf {
  const known = new Map<string, string | null>();
  return (element) => {
    const key = `<${element.name}> ${ownClasses(element).join(' ')}`;
    const style = known.get(key) ?? merged(key.split(' ').flatMap((name) => styles[name] ?? []));
    known.set(key, style);
    return style;
  };
}

/** For cards that run from right to left. */
function mirrored(styles: InlineStyles): InlineStyles {
  const other: Readonly<Record<string, string>> = { left: 'right', right: 'left' };
  const turned = Object.entries(styles).map(([name, style]) => [
    name,
    style.replace(/left|right/gu, (side) => other[side] ?? side),
  ]);
  return { ...Object.fromEntries(turned), bar: `${styles['bar'] ?? ''};transform:scaleX(-1)` };
}

/** Each property once, the last one said. */
function merged(styles: readonly string[]): string | null {
  const declarations = styles.flatMap((style) => style.split(';'));
  const last = new Map(
    declarations.map((declaration) => [declaration.slice(0, declaration.indexOf(':')), declaration]),
  );
  return last.size === 0 ? null : [...last.values()].join(';');
}

/** Greys that can be read on white and on black; text and links keep the colours of whatever they stand in. */
const soft = 'color:#6e767d';
const line = '1px solid #a9b2b9';
const fonts = 'system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** For mail: properties of old only. */
export const mailStyles: InlineStyles = {
  holdfast: `max-width:516px;margin:24px auto;padding:16px;border:${line};border-radius:14px;font:16px/1.5 ${fonts};text-align:left`,
  '<p>': 'margin:0',
  '<summary>': `margin:0;${soft};font-size:15px;font-weight:bold`,
  '<blockquote>': 'margin:0;padding:0;border:0',
  '<ul>': 'margin:0;padding:0;list-style:none',
  '<ol>': 'margin:0;padding:0;list-style:none',
  '<li>': 'margin:8px 0 0;padding:0;list-style:none',
  provenance: `margin:0 0 12px;padding:6px 12px;border:${line};border-radius:8px;font-size:14px;font-weight:bold`,
  state: `margin:0 0 12px;padding:6px 12px;border:${line};border-radius:8px;font-size:14px`,
  head: 'margin:0 0 8px',
  author: 'display:inline-block;vertical-align:middle;max-width:80%',
  name: 'font-weight:bold',
  handle: `${soft};font-size:15px`,
  nothing: soft,
  avatar: 'border-radius:24px;vertical-align:middle;margin-right:10px',
  tick: 'color:#1d76d2',
  reply: `${soft};margin:8px 0 0;font-size:15px`,
  text: 'margin:8px 0 0;font-size:17px',
  emoji: 'vertical-align:middle',
  small: `${soft};margin:8px 0 0;font-size:14px`,
  figure: 'margin:12px 0 0',
  says: `${soft};margin:4px 0 0;font-size:14px`,
  plain: 'color:inherit;text-decoration:none',
  undescribed: soft,
  rest: 'margin:8px 0 0',
  thread: 'margin:12px 0 0',
  part: `margin:8px 0 0;padding:0 0 0 12px;border-left:${line}`,
  answered: 'margin:8px 0 0',
  picture: 'display:block;max-width:100%;height:auto;border:0;border-radius:10px',
  preview: 'display:block;max-width:100%;height:auto;border:0',
  kind: `${soft};font-size:14px`,
  caption: 'font-size:15px',
  label: `${soft};font-size:14px;font-weight:bold`,
  sensitive: `margin:12px 0 0;padding:10px 12px;border:${line};border-radius:10px`,
  most: 'font-weight:bold',
  share: soft,
  card: `margin:12px 0 0;padding:10px 14px;border:${line};border-radius:10px`,
  quote: `margin:12px 0 0;padding:12px;border:${line};border-radius:10px`,
  note: `margin:12px 0 0;padding:10px 14px;border:${line};border-radius:10px`,
  site: `display:block;${soft};font-size:14px`,
  title: 'display:block;font-weight:bold',
  summary: `display:block;${soft};font-size:14px`,
  date: `${soft};margin:12px 0 0;font-size:15px`,
  foot: `${soft};margin:12px 0 0;padding:10px 0 0;border-top:${line};font-size:13px`,
};

const tint = 'background:rgba(128,140,150,.14)';

/** For AMP pages, which take styles in the head and on elements only. */
export const ampStyles: InlineStyles = {
  holdfast: `max-width:516px;margin:24px auto;padding:16px;border:${line};border-radius:16px;font:16px/1.5 ${fonts};text-align:left;overflow-wrap:anywhere;overflow:hidden`,
  '<p>': 'margin:0',
  '<figure>': 'margin:0',
  '<blockquote>': 'margin:0;padding:0;border:0',
  '<ul>': 'margin:0;padding:0;list-style:none',
  '<ol>': 'margin:0;padding:0;list-style:none',
  '<svg>': 'flex:none;fill:none',
  '<summary>': `${soft};font-size:15px`,
  provenance: `display:flex;gap:8px;margin:0 0 12px;padding:8px 12px;border-radius:10px;${tint};font-size:14px;font-weight:600`,
  state: `display:flex;gap:8px;margin:0 0 12px;padding:8px 12px;border:${line};border-radius:10px;font-size:14px`,
  icon: 'margin:1px 0 0',
  head: 'display:flex;gap:12px;align-items:center',
  author: 'flex:1;min-width:0',
  name: 'display:flex;gap:4px;align-items:center;font-weight:700;line-height:1.3',
  handle: `display:flex;flex-wrap:wrap;gap:0 6px;${soft};font-size:15px;line-height:1.3`,
  nothing: `flex:1;${soft}`,
  avatar: `display:inline-grid;place-items:center;flex:none;width:48px;height:48px;border-radius:50%;overflow:hidden;${tint};font-size:18px;font-weight:600;line-height:1`,
  mark: 'align-self:flex-start',
  reply: `display:flex;gap:6px;margin:12px 0 0;${soft};font-size:15px`,
  text: 'margin:8px 0 0;font-size:17px;white-space:pre-wrap',
  emoji: 'vertical-align:-.25em',
  small: `${soft};margin:8px 0 0;font-size:14px`,
  media: `display:grid;gap:3px;margin:12px 0 0;border:${line};border-radius:14px;overflow:hidden`,
  'of-2': 'grid-template-columns:1fr 1fr',
  'of-3': 'grid-template-columns:1fr 1fr',
  'of-4': 'grid-template-columns:1fr 1fr',
  'of-5': 'grid-template-columns:1fr 1fr',
  figure: `position:relative;min-width:0;${tint}`,
  play: 'position:absolute;top:0;right:0;bottom:0;left:0;width:64px;height:64px;margin:auto',
  wide: 'grid-column:span 2',
  watch: 'position:relative;display:block',
  over: 'display:flex;flex-wrap:wrap;gap:2px 10px;padding:5px 10px',
  kind: `${soft};font-size:13px`,
  undescribed: soft,
  rest: 'margin:8px 0 0',
  thread: 'margin:12px 0 0',
  parts: `margin:6px 0 0;padding:0 0 0 14px;border-left:2px solid #a9b2b9`,
  part: 'margin:8px 0 0',
  answered: 'margin:8px 0 0',
  described: `display:flex;gap:10px;padding:12px`,
  caption: 'min-width:0;font-size:15px',
  label: `display:block;${soft};font-size:13px;font-weight:600`,
  alt: 'display:block;white-space:pre-wrap',
  sensitive: `margin:12px 0 0;padding:10px 12px;border:${line};border-radius:14px`,
  poll: 'margin:12px 0 0',
  option: `position:relative;overflow:hidden;display:flex;gap:12px;justify-content:space-between;margin:6px 0 0;padding:6px 12px;border-radius:6px;${tint};font-size:15px`,
  most: 'font-weight:600',
  bar: 'position:absolute;top:0;left:0;width:100%;height:100%;fill:#4d9be6;fill-opacity:.3',
  choice: 'position:relative;min-width:0',
  share: 'position:relative;flex:none',
  card: `margin:12px 0 0;border:${line};border-radius:14px;overflow:hidden`,
  whole: 'display:block;color:inherit;text-decoration:none',
  lines: 'display:block;padding:10px 14px',
  site: `display:block;${soft};font-size:14px`,
  title: 'display:block;font-weight:600;line-height:1.35',
  summary: `display:block;${soft};font-size:14px`,
  quote: `margin:12px 0 0;padding:12px;border:${line};border-radius:14px`,
  line: 'display:flex;flex-wrap:wrap;gap:2px 8px;align-items:center;font-size:15px',
  note: `margin:12px 0 0;padding:10px 14px;border:${line};border-radius:14px;${tint}`,
  'note-text': 'font-size:15px',
  date: `${soft};margin:12px 0 0;font-size:15px`,
  foot: `${soft};margin:12px 0 0;padding:10px 0 0;border-top:${line};font-size:13px`,
};
