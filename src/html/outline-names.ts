import { createNameMarks } from './name-marks.ts';

/** What the outline of a page has to know of an element's name, as bits. */
export const outlineBits = {
  raw: 1,
  /** Nothing in it is shown as the article's own: samples of code, templates, lists to choose from. */
  muting: 2,
  template: 4,
  picture: 8,
  /** Its start tag closes an open `p`, and no end tag of an inline element reaches past it. */
  block: 16,
  /** What follows is read by rules of its own. */
  odd: 32,
  script: 64,
  /** Its attributes tell whether its text is raw. */
  frame: 128,
  /** Its text may be hidden. */
  field: 256,
} as const;

/** How many bits there are: others may use those above. */
export const outlineBitCount = 9;

const namesByBits: readonly (readonly [string, number])[] = [
  ['style title xmp noembed noframes', outlineBits.raw],
  ['textarea', outlineBits.raw | outlineBits.field],
  ['iframe', outlineBits.raw | outlineBits.frame],
  ['script', outlineBits.raw | outlineBits.script],
  ['pre code samp kbd select', outlineBits.muting],
  ['template', outlineBits.muting | outlineBits.template],
  ['svg', outlineBits.picture],
  ['math plaintext', outlineBits.odd],
  [
    'div p section article aside figure main header footer nav ul ol h1 h2 h3 h4 h5 h6 blockquote center',
    outlineBits.block,
  ],
];

/** Bits of all names that have some. */
export const bitsByName: ReadonlyMap<string, number> = new Map(
  namesByBits.flatMap(([names, bits]) => names.split(' ').map((name) => [name, bits] as const)),
);

/** Elements that, one inside another and each closed, end no element around them. Each has a mark of its own. */
export const inlineMarks = numbered(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd mark optgroup option q s samp small span strong sub sup tt u var',
);

/** Elements that are whole with their start tag. */
export const voidMarks = numbered('br hr img wbr');

/** Elements of SVG that hold no HTML and are none of HTML's. */
export const pictureMarks = numbered(
  'svg g path circle ellipse line polygon polyline rect use defs symbol clippath mask pattern marker text tspan ' +
    'textpath image stop lineargradient radialgradient filter fegaussianblur feoffset feblend feflood fecomposite ' +
    'fecolormatrix femerge femergenode fedropshadow animate animatetransform animatemotion set switch view metadata',
);

/** Elements of SVG whose content is HTML or looks like it: fine as long as they hold no tags. */
export const pictureTextMarks = numbered('title desc style');

function numbered(names: string) {
  return createNameMarks(new Map(names.split(' ').map((name, at) => [name, at + 1])));
}
