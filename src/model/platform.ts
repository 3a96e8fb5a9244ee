import type { Ref } from '../ref.ts';
import type { Answer, SourceRank } from './answer.ts';
import type { Theme } from './capture.ts';
import type { EstimatedDay } from './days.ts';
import type { EmbedKind, Quoted } from './embed.ts';
import type { Memento } from './memento.ts';
import type { Author, Post } from './post.ts';
import type { WallKind } from './wall.ts';
import type { Fetch, Wire } from './wire.ts';

/** One network, as the rest of Holdfast sees it. Nobody else asks which platform it is. */
export interface Platform extends PlatformInArticles {
  /** Best first. */
  readonly sources: readonly Source[];
  /** Its embed page, for capture; null without one. */
  readonly page: EmbedPage | null;
  /** The post's own page, where it shows without login; it has no theme. Absent where it doesn't. */
  readonly postPage?: EmbedPage;
  /** All known spellings of a post's address, the canonical one first. */
  addresses(ref: Ref): readonly string[];
  /**
   * Addresses whose archived copies may tell of the post, the most telling first: its own spellings, under the handles
   * it was known by, and those of endpoints that answer with it. Absent: `addresses` alone.
   */
  archivedAddresses?(ref: Ref, handles: readonly string[]): readonly string[];
  /** Reads an archived copy of one of those addresses, of whatever year's layout. Pure. Absent: no layout is known. */
  readArchived?(memento: Memento, ref: Ref): Answer;
  /** What a post's id says of its author, where it names one: an account's id or handle. */
  authorOf?(id: string): Partial<Pick<Author, 'id' | 'handle'>>;
  /** How to read what it hands an account's owner who asks for all of it; absent where that is not known. */
  readonly accountExport?: AccountExport;
  readonly look: Look;
  /** `own-capture-only` where the platform's terms forbid keeping what its endpoints answer. */
  readonly keep: 'all' | 'own-capture-only';
  /** How its hosts want to be asked, where that is known. */
  readonly limits?: Readonly<Record<string, HostPace>>;
}

/** How a network's posts stand in articles: all that is needed to find them there, with no code that reads answers. */
export interface PlatformInArticles {
  /** `x`, `bluesky`, `mastodon`, … : the first half of a written ref. */
  readonly id: string;
  readonly name: string;
  /** Host names its post URLs stand on, lower case, without `www.`; `any` for a federation. */
  readonly hosts: readonly string[] | 'any';
  /** The post a URL points to. `markup`: it stands in the platform's own embed; `link`: a bare link. */
  match(url: URL, evidence: 'markup' | 'link'): Ref | null;
  /** The post an id belongs to, for written refs; null when it can't be an id of this platform. */
  refOf(id: string): Ref | null;
  /** An id that could be one, to show what they look like. */
  readonly exampleId: string;
  /** How its embeds look in HTML. */
  readonly markup: readonly MarkupRule[];
  /** How its embeds look once an extractor made them text; null where nothing recognisable is left. */
  readonly flattened: FlattenedRule | null;
  /** What its posts are called in the sources of site generators; absent where nothing is known. */
  readonly tags?: TagNames;
  /** Script URLs its embeds bring along, without scheme; `*` for a host that may be any. */
  readonly loaders: readonly string[];
  /**
   * What in a page needs those scripts besides the posts that are found in it: classes of its widgets, names that scripts
   * call, in lower case. Absent: nobody knows, and they always stay.
   */
  readonly loaderUsers?: readonly string[];
  /** When a post of that id was made, where ids carry time; ISO 8601. */
  timeOf(id: string): string | null;
  /** About which day a post of that id was made, where `timeOf` knows none; absent where ids never tell. */
  dayNear?(id: string): EstimatedDay | null;
}

/** All of an account, as files. What is not named here is private and never opened. Pure. */
export interface AccountExport {
  /** What a file is, by its path below the export's root, in lower case; null for one that is never opened. */
  partOf(path: string): 'account' | 'posts' | 'more' | 'media' | null;
  /** Whose it is, by the texts of the `account` parts; null when none tells. */
  readAccount(texts: readonly string[]): AccountOwner | null;
  /**
   * The post in one record of a `posts` part; null for what is none of the account's own, as a repost. `more`: the
   * records of `more` parts, which hold what the others cut off.
   */
  readPost(record: string, owner: AccountOwner, more: readonly string[]): ExportedPost | null;
  /** Is the file of that path, below the root, the one that was shown at this address with the post? */
  isMediaOf(path: string, ref: Ref, url: string): boolean;
}

export interface AccountOwner {
  readonly id: string;
  readonly handle: string;
  readonly name: string | null;
  /** Address of the avatar. */
  readonly avatar: string | null;
}

export interface ExportedPost {
  readonly ref: Ref;
  readonly answer: Answer;
  /** The record of a `more` part that completes it, and the whole post; null without one. */
  readonly whole: { readonly record: string; readonly answer: Answer } | null;
}

/** The pace one host allows: at most `burst` requests at once, then one each `intervalMs`. */
export interface HostPace {
  readonly burst: number;
  readonly intervalMs: number;
}

/** An element whose presence is an embed, and the reader of its content. */
export interface MarkupRule {
  readonly kind: EmbedKind;
  /** Element name, lower case. */
  readonly element: string;
  /** One of these classes must be there; empty means any element of that name is looked at. */
  readonly classes: readonly string[];
  /** A string that must stand, in any case, inside the element's own source: a cheap first look. */
  readonly hint: string;
  /** Reads the element; null when it is not an embed of a post after all. Pure. */
  read(element: MarkupElement, match: (href: string) => Ref | null): MarkupReading | null;
  /**
   * The post alone, as `read` gives it, for those who don't ask what is quoted; null where `read` has to tell. Absent:
   * no quicker way is known. Pure.
   */
  readRef?(element: MarkupElement, match: (href: string) => Ref | null): Ref | null;
}

export interface MarkupReading {
  /** Null only when the element surely embeds a post whose id is lost. */
  readonly ref: Ref | null;
  readonly quoted: Quoted | null;
}

/** What a rule's reader may see of an element: a small tree, entities decoded, nothing to mutate. */
export interface MarkupElement {
  readonly name: string;
  /** First of duplicates wins, as in browsers. */
  attribute(name: string): string | null;
  readonly classes: readonly string[];
  /** Elements below, in document order, of that name (`*` for all). */
  descendants(name: string): readonly MarkupElement[];
  readonly children: readonly (MarkupElement | string)[];
  /** Visible text: `br` and block ends as `\n`, white space collapsed elsewhere. */
  readonly text: string;
}

/** How a network's posts look once an extractor made them plain. Data only; reading texts by it is `detect/`'s work. */
export interface FlattenedRule {
  readonly shape: FlattenedShape;
  /** More shapes its posts have; all else holds for them too. */
  readonly also?: readonly FlattenedShape[];
  /** A handle as printed, without its `@`. Matches all of it, no flags but `u`. */
  readonly handle: RegExp;
  /**
   * The short link to a post's own media, which ends the text of a post and stands nowhere else; null without one.
   * Its match must end where the link ends, whatever is glued to it. No flags but `u`.
   */
  readonly mediaLink: RegExp | null;
  /** Any link the network shortens: a sign that words belong to a post; null without such. No flags but `u`. */
  readonly shortLink: RegExp | null;
  /** Words of the page around an embed that extractors leave beside it: never part of a post. No flags but `iu`. */
  readonly noise: RegExp;
  /** Could a post of that day (ISO, null when not known) hold that text? */
  fits(text: string, date: string | null): boolean;
}

/**
 * `signed`: the text, then `— Name (@handle) date`. `phrase`: words in the page's language beside `Name (@handle)`, the
 * text before them only where the embed's first words survived. `pattern`: whole lines.
 */
export type FlattenedShape =
  | { readonly kind: 'signed' }
  | {
      readonly kind: 'phrase';
      /** What stands before the name, in all languages that put it last. No flags but `iu`. */
      readonly before: RegExp;
      /** What follows the handle, in all languages that put the name first. No flags but `iu`. */
      readonly after: RegExp;
      /** The embed's first words. No flags but `iu`. */
      readonly opener: RegExp;
    }
  | {
      readonly kind: 'pattern';
      /**
       * Groups: `handle`, `name`, `text`, `date`, each where known. Flags `gmu`. Repetitions bounded and no start tried
       * twice, so that hostile texts are read in linear time.
       */
      readonly pattern: RegExp;
      /** How often such lines are a post. */
      readonly confidence: number;
    };

/** Names a post goes by in Markdown and templates, lower case. Data only; reading by it is `detect/`'s work. */
export interface TagNames {
  /** In shortcodes and tags: `x` in Hugo's `{{< x user="…" id="…" >}}`, `tweet` in Liquid's `{% tweet 20 %}`. */
  readonly shortcodes: readonly string[];
  /** In components of MDX, Astro, Svelte and Vue: `tweet` in `<Tweet id="20" />`. */
  readonly components: readonly string[];
}

/** One place that can speak of a post. */
export interface Source {
  /** `x-syndication`; unique over all platforms. */
  readonly id: string;
  readonly rank: Exclude<SourceRank, 'article'>;
  /** Hosts it asks, to hold its jobs while one of them wants rest. */
  readonly hosts: readonly string[];
  /** Asked only where the operator allows it, for the reason the setting tells; absent: always. */
  readonly needs?: keyof OperatorLeave;
  /**
   * True of a post, told by better sources, that this one may complete: its text, its thread, the home it came from.
   * Absent: asked only while nobody has told anything certain.
   */
  completes?(post: Post): boolean;
  /** It has nothing to go by, or nothing to tell, before a better source has told the post. */
  readonly needsPost?: true;
  /** The only part that touches the network. `post`: as better sources have told it so far. */
  ask(ref: Ref, fetch: Fetch, context?: AskContext): Promise<Wire>;
  /** Pure: the same wire gives the same answer, today and when the archive is read anew. */
  read(wire: Wire, ref: Ref): Answer;
}

/** What a source may go by besides the ref. */
export interface AskContext {
  readonly post: Post | null;
  readonly leave: OperatorLeave;
}

/** What only the operator can allow. */
export interface OperatorLeave {
  /** A third party's API may learn which posts are looked at (FxTwitter). */
  readonly mirrors: boolean;
  /** The operator's own access token for Meta's oEmbed, which brings Meta's terms with it. */
  readonly metaToken: string | null;
}

/** Data for capture: what to open, what to shoot, what must be seen in it. */
export interface EmbedPage {
  url(ref: Ref, theme: Theme): string;
  /** CSS selector of the element that is the post. */
  readonly element: string;
  /** Inside it: CSS selector of the text, of the author's handle or name, of the permalink. */
  readonly text: string;
  readonly author: string;
  readonly permalink: string;
  /** The part of an id that the permalink names the post by, where it isn't all of it. */
  idOnPage?(id: string): string;
  /** Texts, lower case, that betray a wall or an error page, with their kind. */
  readonly walls: readonly { readonly text: string; readonly kind: WallKind }[];
  /** CSS pixels. */
  readonly width: number;
  /** Reads the source of the element once it was verified: the page is a witness too. Pure. Absent: only looked at. */
  read?(wire: Wire, ref: Ref): Answer;
}

export interface Look {
  /** CSS colour of the platform, for light and for dark. */
  readonly colour: { readonly light: string; readonly dark: string };
  /** SVG path data of its mark in a 24 × 24 box. */
  readonly mark: string;
  /** The shape of its avatars; round without. */
  readonly avatars?: 'square';
  /** The colour of its links; blue without. */
  readonly links?: 'violet';
}
