/** Whether a text is one to eight emoji and nothing else: those that are recommended for interchange (UTS #51). */
export function isEmoji(text: string): boolean {
  if (!ofEmoji.test(text) || isAscii.test(text)) return false;
  // V8 takes 10 ms to make it, and as a literal makes it when the file is loaded
  emoji ??= /^\p{RGI_Emoji}{1,8}$/v;
  return emoji.test(text);
}

/** All that emoji consist of. */
const ofEmoji = /^[\p{Emoji}\p{Emoji_Component}]+$/u;
const isAscii = /^[\0-\x7f]*$/u;

let emoji: RegExp | undefined;
