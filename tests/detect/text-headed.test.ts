import { describe, expect, it } from 'vitest';
import { after, before, tellings as find } from './find-in-text.ts';

const words = 'We have waited long enough. Open the bridge! #OldBridge';

describe('a post whose author stands first', () => {
  const names = ['Ana Ruiz', 'Ana 🍁 (Town) | Ruiz, Ph.D.', 'آنا رويز', 'Ana @ Home'];
  const forms: readonly ((name: string) => string)[] = [
    (name) => `${name}\n@ana_ruiz\n·\nSep 14, 2023\n${words}`,
    (name) => `${name} @ana_ruiz · Sep 14, 2023\n${words}`,
    (name) => `${name} @ana_ruiz · 14 sept. 2023\n${words}`,
    (name) => `${name}\n@ana_ruiz · 14 सितंबर 2023\n${words}`,
    (name) => `${name}\n@ana_ruiz\nSep 14, 2023\n${words}`,
    (name) => `${name}\n@ana_ruiz\n${words}\n10:15 AM · Sep 14, 2023`,
    (name) => `${name}\n@ana_ruiz\nFollow\n${words}\n17:15 - 14 Sep 2023`,
    (name) => `${name}\n@ana_ruiz\n${words}\n午後5:15 · 2023年9月14日`,
  ];

  it.each(names)('is read in every form: %s', (name) => {
    for (const form of forms.map((each) => each(name))) {
      for (const gap of ['\n', '\n\n']) {
        expect(find([before, form, after, after].join(gap))).toEqual([
          [name, 'ana_ruiz', '2023-09-14', words, form],
        ]);
      }
    }
  });

  it('may have blank lines between its parts', () => {
    const form = ['Ana Ruiz', '@ana_ruiz', '·', 'Sep 14, 2023', words].join('\n\n');
    expect(find([before, form, after].join('\n\n'))).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-09-14', words, form],
    ]);
  });

  it('has all lines down to its counts', () => {
    const text = 'We have waited long enough.\n\nOpen the bridge, and do it now.';
    const form = `Ana Ruiz\n@ana_ruiz\n·\nSep 14, 2023\n${text}`;
    expect(find([before, `${form}\n12\n1.2K\n34 Likes`, after].join('\n\n'))).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-09-14', text, form],
    ]);
  });

  it('is told apart from the next', () => {
    const one = `Ana Ruiz\n@ana_ruiz\n·\nSep 14, 2023\n${words}`;
    const two = `Bo Li\n@bo_li\n·\nSep 15, 2023\nSo have I. 🌉`;
    expect(find([before, one, two, after].join('\n\n'))).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-09-14', words, one],
      ['Bo Li', 'bo_li', '2023-09-15', 'So have I. 🌉', two],
    ]);
  });

  it.each([
    'Ana Ruiz\n@ana_ruiz\n10:15 AM · Sep 14, 2023',
    'Ana Ruiz\n@ana_ruiz\n@bo_li\nSep 14, 2023',
    'Ana Ruiz\n@ana_ruiz\nSeptember 14, 2023',
    '@ana_ruiz\nSeptember 14, 2023\nWhat a shame! #bridge',
    'Ana Ruiz @ana_ruiz · Town Hall\nThe bridge is open.',
  ])('is not this: %j', (line) => {
    for (const gap of ['\n', '\n\n']) expect(find([before, line].join(gap))).toEqual([]);
  });

  it('is not the article’s own author', () => {
    expect(find(`The bridge\n\nAna Ruiz @ana_ruiz · Sep 14, 2023\n\n${before}\n\n${after}`)).toEqual([]);
    expect(find(`The bridge\nAna Ruiz\n@ana_ruiz\n·\nSep 14, 2023\n${before}\n${after}`)).toEqual([]);
  });
});
