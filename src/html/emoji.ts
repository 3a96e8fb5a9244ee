/** Whether a text is one to eight emoji and nothing else: those that are recommended for interchange (UTS #51). */
export function isEmoji(text: string): boolean {
  if (!ofEmoji.test(text) || isAscii.test(text)) return false;
  // V8 takes 10 ms to make it; a literal it would make whenever this file is loaded.
  emoji ??= new RegExp(`^${oneEmoji}{1,8}$`, 'v');
  return emoji.test(text);
}

/** All that emoji consist of. */
const ofEmoji = /^[\p{Emoji}\p{Emoji_Component}]+$/u;
const isAscii = /^[\0-\x7f]*$/u;
const oneEmoji = '\\p{RGI_Emoji}';

let emoji: RegExp | undefined;
