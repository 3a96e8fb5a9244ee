import { describe, expect, it } from 'vitest';
import { tellings as find } from './find-in-text.ts';
import { tongues } from './text-tongues.ts';

const day = Date.UTC(2023, 8, 14);
/** The long form, and the short one with a month's name. */
const styles = ['long', 'medium'] as const;

describe.each(Object.entries(tongues))('a post in %s', (_, { locale, prose, post }) => {
  const dates = styles
    .map((dateStyle) => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(day))
    .filter((date, at, all) => all.indexOf(date) === at && !/^[\d\p{Nd}./\u200e\u200f-]+$/u.test(date));

  it.each(dates)('is read with its day as printed there: %s', (date) => {
    const attribution = `— Nadia (@nadia_w) ${date}`;
    for (const [gap, own] of [
      ['\n', '\n'],
      ['\n\n', '\n\n'],
      ['\n\n', '\n'],
      ['\n', ' '],
      ['\n\n', ' '],
    ] as const) {
      const whole = `${post}${own}${attribution}`;
      expect(find([prose, whole, prose, prose].join(gap))).toEqual([
        ['Nadia', 'nadia_w', '2023-09-14', post, whole],
      ]);
    }
  });

  it('is told apart from the next, and from one without a dash', () => {
    const [date] = dates;
    const one = `${post}\n— Nadia (@nadia_w) ${date}`;
    const two = `${post} pic.twitter.com/aB3dE5gH7j\nO. (@o_k) ${date}`;
    for (const gap of ['\n', '\n\n']) {
      expect(find([prose, one, two, prose].join(gap))).toEqual([
        ['Nadia', 'nadia_w', '2023-09-14', post, one],
        ['O.', 'o_k', '2023-09-14', `${post} pic.twitter.com/aB3dE5gH7j`, two],
      ]);
    }
  });
});
