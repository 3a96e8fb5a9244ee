/** What the HTML standard's tree construction says of an element's name, as far as the ends of elements need it. */
export interface NameFacts {
  readonly name: string;
  readonly isVoid: boolean;
  /** "Special" category: an end tag of another name does not reach past it. */
  readonly isSpecial: boolean;
  /** "Formatting" category: its end tag leaves blocks inside it open. */
  readonly isFormatting: boolean;
  /** Ends the "scope": no end tag reaches past it. */
  readonly isBarrier: boolean;
  /** Its start tag closes an open `p`. */
  readonly closesParagraph: boolean;
  readonly foreign: 'svg' | 'math' | null;
  /** In foreign elements: HTML may stand inside. */
  readonly isIntegrationPoint: boolean;
  /** A small number for each known HTML name; -1 for all others. */
  readonly slot: number;
  /** The names with rules of their own. */
  readonly rule: NameRule | null;
}

export type NameRule =
  | 'root'
  | 'form'
  | 'item'
  | 'heading'
  | 'link'
  | 'button'
  | 'table'
  | 'part'
  | 'option'
  | 'foreign'
  | 'unwalled';

/** Facts of an HTML element's name; the same object for the same known name. */
export function factsOf(name: string): NameFacts {
  return htmlNames.get(name) ?? markerFacts(name);
}

/** The slot of a known HTML name. */
export function slotOf(name: string): number {
  return factsOf(name).slot;
}

/** How many slots there are. */
export function slotCount(): number {
  return htmlNames.size;
}

/** A tag's name in lower case; for known names without making a string of it. */
export function nameAt(text: string, start: number, end: number): string {
  const known = namesByHash[hashOf(text, start, end)];
  if (known !== undefined && known.length === end - start && isSame(text, start, known)) return known;
  return text.slice(start, end).toLowerCase();
}

/** Below 4,096; the same in any case. */
function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = (hash * 33 + (text.charCodeAt(at) | 0x20)) & 0xfff;
  return hash;
}

/** True for ASCII letters and digits that are the same but for case. */
function isSame(text: string, start: number, known: string): boolean {
  for (let at = 0; at < known.length; at += 1) {
    const code = text.charCodeAt(start + at);
    const wanted = known.charCodeAt(at);
    if (code !== wanted && (code < 0x41 || code > 0x5a || code + 0x20 !== wanted)) return false;
  }
  return true;
}

/** Facts of an element inside `svg` or `math`, or of these themselves. */
export function foreignFactsOf(
  name: string,
  foreign: 'svg' | 'math',
  isIntegrationPoint: boolean,
): NameFacts {
  return {
    ...markerFacts(name),
    foreign,
    isIntegrationPoint,
    isSpecial: isIntegrationPoint,
    isBarrier: isIntegrationPoint,
  };
}

/** Names that stand for a place in the source, such as a pair of comments, and never meet an end tag. */
export function markerFacts(name: string): NameFacts {
  return {
    name,
    isVoid: false,
    isSpecial: false,
    isFormatting: false,
    isBarrier: false,
    closesParagraph: false,
    foreign: null,
    isIntegrationPoint: false,
    slot: -1,
    rule: null,
  };
}

const voids = words(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);
const formatting = words('a b big code em font i nobr s small strike strong tt u');
/** The standard's scope, and `noscript`: where scripts run its content is one text, and closes nothing outside. */
const barriers = words('applet caption marquee noscript object table td template th');
const closing = words(
  'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp',
);
const special = words(
  'address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd ' +
    'details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header ' +
    'hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript ' +
    'object ol p param plaintext pre script search section select source style summary table tbody td template ' +
    'textarea tfoot th thead title tr track ul wbr xmp',
);

const rules = new Map<string, NameRule>([
  ...rulesOf('root', 'html head body frameset'),
  ...rulesOf('form', 'form'),
  ...rulesOf('item', 'li dd dt'),
  ...rulesOf('heading', 'h1 h2 h3 h4 h5 h6'),
  ...rulesOf('link', 'a nobr'),
  ...rulesOf('button', 'button'),
  ...rulesOf('table', 'table'),
  ...rulesOf('part', 'caption col colgroup tbody td tfoot th thead tr'),
  ...rulesOf('option', 'option'),
  ...rulesOf('foreign', 'svg math'),
  ...rulesOf('unwalled', 'template select noscript'),
]);

const htmlNames: ReadonlyMap<string, NameFacts> = new Map(
  [
    ...new Set([
      ...voids,
      ...formatting,
      ...barriers,
      ...closing,
      ...special,
      ...rules.keys(),
      'span',
      'label',
    ]),
  ].map((name, slot) => [
    name,
    {
      name,
      isVoid: voids.has(name),
      isSpecial: special.has(name),
      isFormatting: formatting.has(name),
      isBarrier: barriers.has(name),
      closesParagraph: closing.has(name),
      foreign: null,
      isIntegrationPoint: false,
      slot,
      rule: rules.get(name) ?? null,
    },
  ]),
);

/** Known names by their hash. Where two have the same, the second is cut out of the text each time. */
const namesByHash = Array.from<string | undefined>({ length: 0x1000 });
for (const name of htmlNames.keys()) namesByHash[hashOf(name, 0, name.length)] ??= name;

function rulesOf(rule: NameRule, names: string): [string, NameRule][] {
  return names.split(' ').map((name) => [name, rule]);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
