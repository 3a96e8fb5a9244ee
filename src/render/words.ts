import type { Direction } from '../model/post.ts';
import type { Redactable } from '../model/redaction.ts';
import type { State } from '../model/state.ts';

/** What a fallback itself says, in one language. `{…}` marks where a value goes. */
export interface Words {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: Direction;
  readonly quoted: string;
  readonly fromArchive: string;
  /** Nothing to say of a post that is live, or of which nothing certain is known. */
  readonly states: Readonly<Record<Exclude<State, 'live' | 'unknown'>, string>>;
  readonly noticed: string;
  readonly notKept: string;
  /** What an archive took out of it for good; the reason follows. */
  readonly redacted: Readonly<Record<Redactable, string>>;
  readonly replyingTo: string;
  readonly quotedPost: string;
  readonly verified: string;
  readonly photo: string;
  readonly video: string;
  readonly gif: string;
  readonly audio: string;
  readonly noDescription: string;
  readonly sensitive: string;
  readonly truncated: string;
  readonly cut: string;
  readonly note: string;
  readonly votes: string;
  readonly until: string;
  readonly edited: string;
  readonly newer: string;
  readonly archivedBy: string;
  readonly original: string;
  readonly originalOn: string;
}
