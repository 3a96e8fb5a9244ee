import type { Direction } from '../model/post.ts';
import type { Redactable } from '../model/redaction.ts';
import type { State } from '../model/state.ts';

/** What there is to tell of a post that is gone. Nothing of one that is live, or of which nothing certain is known. */
export type ToldState = Exclude<State, 'live' | 'unknown'> | 'deleted-by-author';

/** What a fallback itself says, in one language. `{…}` marks where a value goes. */
export interface Words {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: Direction;
  readonly quoted: string;
  readonly fromArchive: string;
  /** Without a full stop: each stands in a sentence of `told`. */
  readonly states: Readonly<Record<ToldState, string>>;
  readonly told: StateSentences;
  readonly notKept: string;
  /** What an archive took out of it for good; the reason follows. */
  readonly redacted: Readonly<Record<Redactable, string>>;
  readonly replyingTo: string;
  readonly quotedPost: string;
  /** Over the parts of its author's thread that come before it and after it. */
  readonly earlier: string;
  readonly later: string;
  readonly more: string;
  /** Of a kind no word is known for. */
  readonly verified: string;
  readonly verifiedAs: Readonly<Record<VerifiedKind, string>>;
  readonly photo: string;
  readonly video: string;
  readonly gif: string;
  readonly audio: string;
  /** Opens a picture's description. */
  readonly description: string;
  readonly noDescription: string;
  /** Of a picture or film that was tried for. */
  readonly notHad: string;
  readonly playOn: string;
  /** Parts of the post that were sent and are not in it. */
  readonly omittedMedia: string;
  readonly omittedParts: string;
  readonly sensitive: string;
  readonly truncated: string;
  readonly cut: string;
  readonly note: string;
  readonly votes: string;
  readonly until: string;
  readonly asOf: string;
  readonly finalResults: string;
  readonly edited: string;
  readonly newer: string;
  readonly archivedBy: string;
  readonly preservedBy: string;
  readonly evidence: string;
  readonly originalOn: string;
}

/** How a state is told, by what is known of its time. What happened at once lies between two days; what lasts doesn't. */
export interface StateSentences {
  readonly bare: string;
  readonly between: string;
  readonly on: string;
  /** Nobody saw it live before. */
  readonly missing: string;
  /** Of what lasts: last seen public, and found so. */
  readonly lasting: string;
  readonly noticed: string;
}

/** Platforms' own words for kinds of verification. */
export const verifiedKinds = ['blue', 'business', 'government', 'legacy'] as const;

export type VerifiedKind = (typeof verifiedKinds)[number];
