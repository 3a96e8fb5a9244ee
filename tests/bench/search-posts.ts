import { emptyPost, nobody, type Post } from '../../src/model/post.ts';

/** Posts made up of words as languages use them: a few everywhere, most hardly ever. Seeded: always the same posts. */
export interface MadePosts {
  readonly post: (index: number) => Post;
  /** In how many of the posts made so far each word was. */
  readonly counts: ReadonlyMap<string, number>;
}

const vocabulary = 100_000;
const letters = [
  'abcdefghijklmnoprstuvwz',
  'ابتثجحخدرزسشصطعفقكلمنهوي',
  'абвгдежзиклмнопрстуфхцчшыя',
] as const;
const characters = Array.from({ length: 2_000 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7));

export function makePosts(seed: number): MadePosts {
  const random = randomFrom(seed);
  const words = letters.map((alphabet) => wordsIn(alphabet, random));
  const counts = new Map<string, number>();
  const rank = () => Math.min(vocabulary, Math.floor(vocabulary ** random())) - 1;
  const textOf = (script: number): string => {
    const length = 8 + Math.floor(random() * 22);
    const own = words[script];
    if (own === undefined)
      return Array.from({ length: 2 * length }, () => characters[rank() % characters.length]).join('');
    // Every language has the first thousand words in common here, so that some are in a tenth of all posts.
    const chosen = Array.from({ length }, () => {
      const at = rank();
      return (at < 1_000 ? words[0]?.[at] : own[at]) ?? '';
    });
    for (const word of new Set(chosen)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return chosen.join(' ');
  };
  return {
    counts,
    post: (index) => {
      const account = Math.floor(random() ** 3 * 50_000);
      const text = textOf(index % 10 === 9 ? letters.length : index % letters.length);
      return {
        ...emptyPost,
        author: {
          ...nobody,
          name: `${words[0]?.[account]} ${words[0]?.[account + 1]}`,
          handle: `user_${account}`,
        },
        segments: [{ kind: 'text', text }],
        createdAt: new Date(Date.UTC(2012, 0, 1) + Math.floor(random() * 4.7e11)).toISOString(),
      };
    },
  };
}

function wordsIn(alphabet: string, random: () => number): readonly string[] {
  const words = new Set<string>();
  while (words.size < vocabulary) {
    const length = 2 + Math.floor(random() * 9);
    words.add(Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join(''));
  }
  return [...words];
}

/** Marsaglia's xorshift with 32 bits: good enough for words. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
