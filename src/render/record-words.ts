import type { PictureChange } from '../model/changes.ts';
import type { Direction, MediaKind } from '../model/post.ts';
import type { Cause } from '../model/snapshot.ts';
import type { Known, State } from '../model/state.ts';

/** What pages of a post over time say themselves, in one language. `{…}` marks where a value goes. */
export interface RecordWords {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: Direction;
  readonly changed: string;
  readonly compared: string;
  readonly version: string;
  readonly keptOn: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly fields: Readonly<
    Record<
      | 'text'
      | 'links'
      | 'cut'
      | 'name'
      | 'handle'
      | 'date'
      | 'avatar'
      | 'order'
      | 'poll'
      | 'note'
      | 'quote'
      | 'edits'
      | 'state'
      | 'known'
      | 'content',
      string
    >
  >;
  readonly media: Readonly<Record<MediaKind, string>>;
  readonly described: string;
  readonly how: Readonly<Record<PictureChange, string>>;
  readonly states: Readonly<Record<State, string>>;
  readonly known: Readonly<Record<Known, string>>;
  readonly causes: Readonly<Record<Cause, string>>;
  readonly none: string;
  readonly cutText: string;
  readonly wholeText: string;
  readonly legend: string;
  readonly unlike: string;
  readonly sameWords: string;
  readonly pixels: string;
  readonly record: string;
  readonly history: string;
  readonly lastSeen: string;
  readonly firstSeen: string;
  readonly seenFrom: string;
  readonly neverSure: string;
  readonly posted: string;
  readonly postedAsQuoted: string;
  readonly quotedIn: string;
  readonly moreArticles: string;
  readonly copyBy: string;
  readonly seenAgain: string;
  readonly notFoundOut: string;
  readonly notBelieved: string;
  readonly asked: string;
  readonly showVersion: string;
  readonly articles: string;
  readonly bytes: string;
  readonly quotedAs: string;
  readonly pictures: string;
  readonly verified: string;
  readonly reconstruction: string;
  readonly context: string;
  readonly evidence: string;
  readonly evidenceIs: string;
  readonly what: string;
  readonly hash: string;
  readonly when: string;
  readonly wire: string;
  readonly medium: string;
  readonly capture: string;
  readonly article: string;
  readonly more: string;
  readonly verify: string;
  readonly verifyBy: string;
  readonly verifyFile: string;
  readonly honest: string;
  readonly honestQuoted: string;
  readonly made: string;
}

export const recordEnglish: RecordWords = {
  lang: 'en',
  dir: 'ltr',
  changed: 'What changed',
  compared: 'From version {from} to version {to}',
  version: 'Version {number}',
  keptOn: 'kept on {date}',
  field: 'Part',
  before: 'Before',
  after: 'After',
  fields: {
    text: 'Text',
    links: 'Links in the text',
    cut: 'Length of the text',
    name: 'Name',
    handle: 'Handle',
    date: 'Date',
    avatar: 'Profile picture',
    order: 'Order of the media',
    poll: 'Poll',
    note: 'Note',
    edits: 'Edited on the platform: ids of its versions',
    quote: 'Quoted post',
    state: 'State',
    known: 'Told by',
    content: 'Content',
  },
  media: { photo: 'Photo {number}', video: 'Video {number}', gif: 'GIF {number}', audio: 'Audio {number}' },
  described: 'Description of {what}',
  how: {
    added: 'added',
    removed: 'removed',
    replaced: 'replaced',
    had: 'had only now',
    'not-had': 'not had this time',
  },
  states: {
    live: 'Live',
    deleted: 'Deleted',
    suspended: 'Account suspended',
    'account-gone': 'Account gone',
    protected: 'For approved followers only',
    restricted: 'Not shown to everybody',
    withheld: 'Withheld in some countries',
    removed: 'Removed by the platform',
    unknown: 'Nothing certain known',
  },
  known: { platform: 'the platform', archive: 'a web archive', quoted: 'an article, not verified' },
  causes: {
    first: 'First version',
    platform: 'Changed on the platform',
    source: 'Told by another source, or had only now',
    parser: 'Read better by Holdfast',
  },
  none: 'none',
  cutText: 'cut by the source',
  wholeText: 'whole',
  legend: 'Words that went are struck through, words that came are underlined.',
  unlike: 'Only marks, blanks or characters that can’t be seen differ.',
  sameWords: 'The words are the same in both versions.',
  pixels: '{width} × {height} pixels',
  record: 'Archived post',
  history: 'History',
  lastSeen: 'Last seen: {state}, on {date}.',
  firstSeen: 'First seen: {state}, on {date}.',
  seenFrom: '{state}, as far as seen: from {from} to {to}.',
  neverSure: 'No source has said anything certain of it yet.',
  posted: 'Posted',
  postedAsQuoted: 'Posted, as an article says',
  quotedIn: 'Quoted in {article}',
  moreArticles: 'Quoted in more articles: {count}',
  copyBy: 'A copy kept by {source} shows it as of this time',
  seenAgain: 'Seen again, unchanged: {count}',
  notFoundOut: 'Could not be found out: {count}',
  notBelieved: 'Told otherwise, not believed yet: {count}',
  asked: 'Asked {count}: unchanged {seen}, not found out {gaps}',
  showVersion: 'Show this version',
  articles: 'Articles that embed it',
  bytes: 'bytes {start}–{end}',
  quotedAs: 'as printed there:',
  pictures: 'Pictures taken',
  verified: 'The platform’s own page, checked to show this post',
  reconstruction: 'Our own card, a reconstruction',
  context: 'Around it, in an article',
  evidence: 'Evidence',
  evidenceIs: 'Every file is kept under the SHA-256 of its bytes. Change one bit, and it has another name.',
  what: 'What',
  hash: 'SHA-256',
  when: 'When',
  wire: 'Answer of {source}',
  medium: 'Picture or film of the post',
  capture: 'Picture taken',
  article: 'Article',
  more: 'And {count} more',
  verify: 'How to verify',
  verifyBy:
    'In the archive’s folder run this: it checks every file against its name and every row against the chain of hashes.',
  verifyFile: 'And so one file by itself; it has to print the name it bears:',
  honest:
    'Captured by this archive: it shows what the platform, web archives or articles answered when they were asked, at the times given. Between two times nobody looked. It does not say who is right.',
  honestQuoted: 'Nobody but an article vouches for its words: they stand as the article quotes them.',
  made: 'Page made by Holdfast on {date}',
};
