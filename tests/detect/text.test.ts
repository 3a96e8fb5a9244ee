import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectText } from '../../src/detect/text.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Embed } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';
import { after, before } from './find-in-text.ts';

/** The embeds of a text, each with the bytes it covers, decoded. */
function find(
  bytes: Uint8Array | string,
  declared: string | null = null,
): (Embed & { readonly cut: string })[] {
  const source = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const decoded = decodeArticle(source, { declared, html: false });
  const decoder = new TextDecoder(decoded.encoding);
  return detectText(decoded, { name: 'article.txt' }, platforms).map((embed) => ({
    ...embed,
    cut: decoder.decode(source.subarray(embed.start, embed.end)),
  }));
}

/** What a reader would check first. */
function quotes(text: string): unknown[] {
  return find(text).map(({ quoted }) => [quoted?.name, quoted?.handle, quoted?.date, quoted?.text]);
}

const words = 'We have waited long enough. Open the bridge! #OldBridge';

describe('a flattened post', () => {
  it('is found in the Arabic sample: one, exact, cut from its first character to its last', () => {
    const bytes = readFileSync(resolve(import.meta.dirname, '../../data/samples/article-ar.txt'));
    const text =
      '"البحيرة تستعيد ألوانها".. آلاف من طيور النحام الوردي تصل إلى الحوض الشرقي، ودعوة للزوار إلى ترك مسافة مئة متر #بحيرة_المنصورة #النحام #مرصد_الساحل pic.twitter.com/Qm4tVz8LrB';
    const attribution = '— Marsad AlSahel مرصد الساحل (@MarsadAlSahel) March 7, 2023';
    expect(find(bytes)).toMatchObject([
      {
        platform: 'x',
        kind: 'flattened',
        name: expect.stringMatching(/^x:@MarsadAlSahel\/2023-03-07\/[0-9a-f]{12}$/u),
        ref: null,
        quoted: {
          name: 'Marsad AlSahel مرصد الساحل',
          handle: 'MarsadAlSahel',
          date: '2023-03-07',
          text,
          lang: null,
          dir: 'rtl',
          links: ['pic.twitter.com/Qm4tVz8LrB'],
        },
        confidence: 0.98,
        cut: `${text}\n${attribution}`,
      },
    ]);
  });

  it.each([
    ['em dash', '— Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['en dash', '– Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['hyphen', '- Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['two hyphens', '-- Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['entity', '&mdash; Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['numeric entity', '&#8212; Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a dash decoded wrongly', '\ufffd Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['no dash', 'Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['no space after the dash', '—Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['directional marks', '— Ana Ruiz \u200f(@ana_ruiz)\u200e March 7, 2023'],
    ['date on the next line', '— Ana Ruiz (@ana_ruiz)\nMarch 7, 2023'],
    ['a dot before the date', '— Ana Ruiz (@ana_ruiz) · Mar 7, 2023'],
    ['wide brackets', '— Ana Ruiz （@ana_ruiz） 2023年3月7日'],
    ['another language', '— Ana Ruiz (@ana_ruiz) 7 марта 2023 г.'],
    ['Arabic, month first', '— Ana Ruiz (@ana_ruiz) مارس 7, 2023'],
    ['Arabic numerals', '— Ana Ruiz (@ana_ruiz) ٧ مارس ٢٠٢٣'],
    ['Persian calendar', '— Ana Ruiz (@ana_ruiz) ۱۶ اسفند ۱۴۰۱'],
    ['milliseconds', '— Ana Ruiz (@ana_ruiz) 1678190400000'],
    ['Hebrew', '— Ana Ruiz (@ana_ruiz) 7 במרץ 2023'],
    ['Turkish', '— Ana Ruiz (@ana_ruiz) 7 Mart 2023'],
    ['Korean', '— Ana Ruiz (@ana_ruiz) 2023년 3월 7일'],
    ['Tamil', '— Ana Ruiz (@ana_ruiz) மார்ச் 7, 2023'],
    ['Ukrainian', '— Ana Ruiz (@ana_ruiz) 7 березня 2023 р.'],
    ['Vietnamese', '— Ana Ruiz (@ana_ruiz) 7 Tháng 3, 2023'],
    ['Greek', '— Ana Ruiz (@ana_ruiz) 7 Μαρτίου 2023'],
    ['Thai, Buddhist year', '— Ana Ruiz (@ana_ruiz) 7 มีนาคม 2566'],
    ['the time first', '— Ana Ruiz (@ana_ruiz) 5:15 PM · Mar 7, 2023'],
    ['the time first, no dash', 'Ana Ruiz (@ana_ruiz) 5:15 PM · Mar 7, 2023'],
    ['the time last', '— Ana Ruiz (@ana_ruiz) March 7, 2023 at 5:15 PM'],
    ['a weekday', '— Ana Ruiz (@ana_ruiz) Tuesday, March 7, 2023'],
    ['a comma', '— Ana Ruiz (@ana_ruiz), March 7, 2023'],
    ['a dash before the date', '— Ana Ruiz (@ana_ruiz) — March 7, 2023'],
    ['the date in brackets', '— Ana Ruiz (@ana_ruiz) (March 7, 2023)'],
    ['a preposition', '— Ana Ruiz (@ana_ruiz) on March 7, 2023'],
    ['the network named', '— Ana Ruiz (@ana_ruiz) on X March 7, 2023'],
    ['spaces in the brackets', '— Ana Ruiz ( @ana_ruiz ) March 7, 2023'],
    ['square brackets', '— Ana Ruiz [@ana_ruiz] March 7, 2023'],
    ['no brackets', '— Ana Ruiz @ana_ruiz March 7, 2023'],
    ['two dashes', '—— Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a line for a dash', '─ Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a dash decoded twice', 'â€” Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['an entity escaped twice', '&amp;mdash; Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a dash escaped for JSON', '\\u2014 Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a mark before the dash', '\u200f— Ana Ruiz (@ana_ruiz) March 7, 2023'],
    ['a mark of quotation', '> — Ana Ruiz (@ana_ruiz) March 7, 2023'],
  ])('is told by its attribution: %s', (_, attribution) => {
    const [embed, ...more] = find(`${before}\n${words}\n${attribution}\n${after}\n`);
    expect(more).toEqual([]);
    expect(embed).toMatchObject({
      quoted: { name: 'Ana Ruiz', handle: 'ana_ruiz', date: '2023-03-07', text: words },
    });
    expect(embed?.cut).toBe(`${words}\n${attribution}`);
  });

  it.each([
    ['parentheses', 'Ana (Town Hall) Ruiz'],
    ['unbalanced ones', 'Ana R¨̮ )'],
    ['an at sign', 'Market 2023 @OldTown'],
    ['another handle in brackets', 'Ana (@home)'],
    ['an en dash', 'Άννα Ρουίζ – Anna Rouiz'],
    ['a hyphen', 'المدرج الذهبي - Almodarraj'],
    ['emoji', '🍁 Ana 👩🏽‍🚒 Ruiz 🇵🇪'],
    ['keycaps and a question mark', 'Ana 2️⃣2️⃣ Ruiz?'],
    ['punctuation', 'Ana Ruiz, Ph.D. ™'],
    ['tatweel', 'فـــهــ ـد'],
    ['small capitals', 'ᴀɴᴀ ʀᴜɪᴢ'],
    ['spaced letters', 'Z U B A I R'],
  ])('takes a name with %s', (_, name) => {
    const text = `${before}\n\n${words}\n\n— ${name} (@ana_ruiz) March 7, 2023\n\n${after}`;
    expect(quotes(text)).toEqual([[name, 'ana_ruiz', '2023-03-07', words]]);
  });

  it.each([
    '#BREAKING – the bridge is open again',
    '- Open the bridge - now',
    'WASHINGTON (AP) — AP source: the bridge opens in May.',
    '“A day without laughter is lost” — old saying. Open it!',
  ])('leaves dashes in the text alone: %s', (text) => {
    expect(quotes(`${before}\n${text} — Ana Ruiz (@ana_ruiz) March 7, 2023\n${after}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', text],
    ]);
  });
});

describe('where the text begins', () => {
  it('takes lines that a paragraph gap sets apart', () => {
    const text = 'The council resolves to:\nOpen the bridge\nPaint the railing';
    expect(quotes(`${before}\n\n${text}\n\n— Ana Ruiz (@ana_ruiz) March 7, 2023\n\n${after}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', text],
    ]);
  });

  it('takes no more than the line where every paragraph is a line', () => {
    expect(
      quotes(`${before}\nShort line of prose.\n${words}\n— Ana Ruiz (@ana_ruiz) March 7, 2023\n${after}`),
    ).toEqual([['Ana Ruiz', 'ana_ruiz', '2023-03-07', words]]);
  });

  it.each([
    [
      'Chinese',
      '市议会周一晚上开会，听取了四十位发言者的意见，大多数人是来谈论桥的。',
      '我们等得够久了。开桥！#桥',
      '2023年3月7日',
    ],
    [
      'Japanese',
      '市議会は月曜日の夜に開かれ、四十人の発言を聞いた。多くは橋について話すために来た。',
      'もう十分に待ちました。橋を開けてください！',
      '2023年3月7日',
    ],
    [
      'Korean',
      '의회는 월요일 저녁에 모여 40명의 연설을 들었으며, 대부분은 다리에 대해 이야기하러 왔다.',
      '우리는 충분히 기다렸습니다. 다리를 여세요! #다리',
      '2023년 3월 7일',
    ],
    [
      'Hebrew',
      'המועצה התכנסה ביום שני בערב ושמעה ארבעים דוברים, רובם באו לדבר על הגשר.',
      'חיכינו מספיק זמן. פתחו את הגשר! #גשר',
      '7 במרץ 2023',
    ],
  ])('takes no more than the line in %s', (_, prose, text, date) => {
    for (const gap of ['\n', '\n\n']) {
      expect(quotes([prose, `${text} — Ana (@ana_ruiz) ${date}`, prose].join(gap))).toEqual([
        ['Ana', 'ana_ruiz', '2023-03-07', text],
      ]);
    }
  });

  it('takes a list and verses over blank lines', () => {
    const verses = ['The bridge is old', 'The river is older', 'The market is gone', 'and so are we'].join(
      '\n\n',
    );
    expect(quotes(`${before}\n\n${verses}\n\n— Ana Ruiz (@ana_ruiz) March 7, 2023\n\n${after}`)[0]).toEqual([
      'Ana Ruiz',
      'ana_ruiz',
      '2023-03-07',
      verses,
    ]);
  });

  it('takes paragraphs in another language than the article', () => {
    const german =
      'Der Stadtrat hat am Montag getagt und vierzig Redner gehört, die meisten von ihnen wegen der Brücke und der Folgen für den Markt.';
    const text =
      'We have waited for this for years.\n\nThank you to all of you who came to the meeting! pic.twitter.com/aB3dE5gH7j';
    expect(quotes(`${german}\n${text}\n— Ana Ruiz (@ana_ruiz) March 7, 2023\n${german}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', text],
    ]);
  });

  it('cuts at the change of language inside one line', () => {
    const czech =
      'Zastupitelé se v pondělí sešli a vyslechli čtyřicet řečníků, z nichž většina přišla kvůli mostu. Hlasování bylo odloženo na konec měsíce.';
    const text = 'Busy day! We have waited for this for years and it is here.';
    expect(quotes(`${czech} ${text} — Ana Ruiz (@ana_ruiz) 7. března 2023 ${czech}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', text],
    ]);
  });

  it('cuts at the change of script without a stop', () => {
    const arabic =
      'اجتمع المجلس مساء الاثنين واستمع إلى أربعين متحدثاً جاء معظمهم للحديث عن الجسر وكتبت العمدة';
    const text = 'Very proud of everybody who came to speak tonight';
    expect(quotes(`${arabic} ${text} — Ana Ruiz (@ana_ruiz) March 7, 2023 ${arabic}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', text],
    ]);
  });

  it('begins after another post, its noise and addresses no post would print', () => {
    const one = 'I counted thirty people at the gate pic.twitter.com/aB3dE5gH7j';
    const two = 'Now it is forty pic.twitter.com/kL9mN1pQ3r';
    const text = `${before} https://news.example/story ${one} — Ana (@ana_ruiz) March 7, 2023 (opens in new tab) ${two} — Bo (@bo) March 8, 2023`;
    expect(quotes(text)).toEqual([
      ['Ana', 'ana_ruiz', '2023-03-07', one],
      ['Bo', 'bo', '2023-03-08', two],
    ]);
  });

  it('leaves out the words of the page before the text', () => {
    const text = `${before}\n\n@ana_ruiz کی ٹوئٹر پر پوسٹ کا خاتمہ ${words} — Ana (@ana_ruiz) مارچ 7, 2023\n\n${after}`;
    expect(quotes(text)).toEqual([['Ana', 'ana_ruiz', '2023-03-07', words]]);
  });

  it('never takes what a post of its day could not hold', () => {
    const sentence = 'The pillar was measured again this morning and nothing has moved since. ';
    const long = sentence.repeat(6).trim();
    const [embed] = find(`${long} — Ana (@ana_ruiz) March 7, 2014`);
    const [later] = find(`${long} — Ana (@ana_ruiz) March 7, 2023`);
    expect(embed?.quoted?.text.length).toBeLessThanOrEqual(148);
    expect(later?.quoted?.text.length).toBeLessThanOrEqual(288);
    expect(later?.quoted?.text).toMatch(/^The pillar [\s\S]*since\.$/u);
  });

  it('is empty where nothing stands above', () => {
    expect(quotes('— Ana Ruiz (@ana_ruiz) March 7, 2023\nand more')).toEqual([
      ['Ana Ruiz', 'ana_ruiz', '2023-03-07', ''],
    ]);
  });
});

describe('what was lost or doubled on the way', () => {
  it('knows a post by its media link alone, whatever is glued to it', () => {
    const german =
      'Der Stadtrat hat am Montag getagt und vierzig Redner gehört, die meisten wegen der Brücke.';
    expect(quotes(`${german}\nDie Brücke heute #Brückepic.twitter.com/aB3dE5gH7j\n${german}`)).toEqual([
      [null, null, null, 'Die Brücke heute #Brückepic.twitter.com/aB3dE5gH7j'],
    ]);
    expect(quotes(`${before}\nThe bridge (2023)pic.twitter.com/aB3dE5gH7jMarch 7, 2023See more`)).toEqual([
      [null, null, '2023-03-07', 'The bridge (2023)pic.twitter.com/aB3dE5gH7j'],
    ]);
  });

  it('mends a media link that a sentence splitter broke', () => {
    const [embed] = find(
      `${before}\n\nLook at this pic.\ntwitter.com/aB3dE5gH7j — Ana (@ana_ruiz) March 7, 2023\n\n${after}`,
    );
    expect(embed?.quoted).toMatchObject({ handle: 'ana_ruiz', links: ['pic.twitter.com/aB3dE5gH7j'] });
    expect(embed?.quoted?.text).toMatch(/pic\.\ntwitter\.com\/aB3dE5gH7j$/u);
  });

  it('joins what follows an attribution printed inside the text', () => {
    const [embed, ...more] = find(
      `${before}\n\nThe bridge is open\n— Ana (@ana_ruiz) March 7, 2023\nand the market too pic.twitter.com/aB3dE5gH7j\n\n${after}`,
    );
    expect(more).toEqual([]);
    expect(embed?.quoted?.text).toBe('The bridge is open\nand the market too pic.twitter.com/aB3dE5gH7j');
    expect(embed?.cut).toMatch(/^The bridge is open\n— Ana [\s\S]*aB3dE5gH7j$/u);
  });

  it('counts a post printed twice in a row once, and covers both', () => {
    const once = `${words}\n\n— Ana (@ana_ruiz) March 7, 2023`;
    const found = find(`${before}\n\n${once}\n\n${once}\n\n${after}`);
    expect(found.map(({ cut }) => cut)).toEqual([`${once}\n\n${once}`]);
  });

  it('takes a translation that repeats the media link for no post of its own', () => {
    const link = 'pic.twitter.com/aB3dE5gH7j';
    expect(
      quotes(
        `${before}\n\nOpen it ${link} — Ana (@ana_ruiz) March 7, 2023\n\nÖffnet sie ${link}\n\n${after}`,
      ),
    ).toHaveLength(1);
  });

  it.each([
    'View on X',
    'View this post on Twitter',
    'Ver en X',
    'Auf Twitter ansehen',
    'Voir sur X',
    'Посмотреть в Twitter',
    'عرض على X',
    'Xで見る',
    "X'te görüntüle",
    'Read 12 replies',
  ])('leaves out what embeds print beside it: %s', (line) => {
    const post = `${words}\n\n— Ana (@ana_ruiz) March 7, 2023`;
    const expected = ['Ana', 'ana_ruiz', '2023-03-07', words];
    expect(quotes(`${before}\n\n${line}\n${post}\n\n${after}`)).toEqual([expected]);
    expect(quotes(`${before}\n\n${post.replace('— ', `${line}\n\n— `)}\n\n${after}`)).toEqual([expected]);
    expect(
      quotes(`${before}\n\n${post}\n${line}\n${post.replace('March 7', 'March 8')}\n\n${after}`),
    ).toEqual([expected, ['Ana', 'ana_ruiz', '2023-03-08', words]]);
  });

  it('takes "on X" for the end of an attribution without a date', () => {
    expect(quotes(`${before}\n\n${words}\n— Ana Ruiz (@ana_ruiz) on X\n\n${after}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', null, words],
    ]);
  });

  it('wants more of an attribution without a date', () => {
    expect(quotes(`${before}\n\n${words} — Ana Ruiz (@ana_ruiz)\n\n${after}`)).toEqual([
      ['Ana Ruiz', 'ana_ruiz', null, words],
    ]);
    expect(find(`${before}\n\n${words} — Ana Ruiz (@ana_ruiz)\n\n${after}`)[0]?.confidence).toBeLessThan(0.8);
    expect(
      quotes(`${before}\n\n${words} — says Ana Ruiz (@ana_ruiz), who leads the council.\n\n${after}`),
    ).toEqual([]);
  });

  it('knows the id where the address was kept behind the attribution or under the date', () => {
    const url = 'https://twitter.com/ana_ruiz/status/1633021000000000000?s=20';
    for (const attribution of [`March 7, 2023 ${url}`, `March 7, 2023\n${url}`, `[March 7, 2023](${url})`]) {
      const [embed, ...more] = find(`${before}\n${words}\n— Ana (@ana_ruiz) ${attribution}\n${after}`);
      expect(more).toEqual([]);
      expect(embed).toMatchObject({
        name: 'x:1633021000000000000',
        kind: 'flattened',
        quoted: { text: words },
      });
      expect(embed?.cut.endsWith(url) || embed?.cut.endsWith(`${url})`)).toBe(true);
    }
    const [other] = find(
      `${before}\n${words}\n— Ana (@ana_ruiz) March 7, 2023 https://x.com/bo/status/5\n${after}`,
    );
    expect(other?.ref).toBeNull();
  });
});

describe('what only looks like a post', () => {
  it.each([
    'Follow Matt Wilson (@TheMattWilson) on Twitter',
    'By Matt Wilson (@TheMattWilson) March 7, 2023',
    'akun Twitter atas nama “Gabi H.” (@gabi_0706). Sudah ramai.',
    'cuit akun Twitter Wisang (@WisangM), Selasa (7/3)',
    '“For the first time in years I could sleep.” (@ladyana)',
    'Interview with Tumi Tan ( @TumiTan ), from Taiwan, on March 7, 2023',
    'The assembly (NGRSenate) March 7, 2023',
    '@ana_ruiz wrote: “Open the bridge”',
    'Crédito: Twitter (X) | @ana, @bo',
    'Raphael P 05:11 07.03.2023',
    '— Quero começar bem o ano — disse.',
    '— Не знаю, — сказал он.',
    'Photo: Ana Ruiz (@ana_ruiz)',
    'Follow her on X (@anaruiz) and Instagram (@ana.ruiz).',
    'Updated by Ana Ruiz (@ana_ruiz) March 7, 2023',
    'Reporter: Ana Ruiz (@ana_ruiz) March 7, 2023',
    '(@ana_ruiz) 7 March 2023 was the day',
    '— said Ana Ruiz (@ana_ruiz) on March 7, 2023, when all was over.',
    '— Ana Ruiz (@ana_ruiz) and Bo Li (@boli) contributed to this report.',
    'Ana Ruiz (@ana_ruiz)\nBo Li (@boli)\nCy Wu (@cywu)',
    '- Ana Ruiz (@ana_ruiz)\n- Bo Li (@boli)\n- Cy Wu (@cywu)',
    '— Ana Ruiz (@ana_ruiz)\n— Bo Li (@boli)',
    'Accounts to watch: (@ana), (@bo), (@cy)',
    'See twitter.com/ana_ruiz for more',
  ])('%s', (line) => {
    expect(find(`${before}\n\n${line}\n\n${after}`)).toEqual([]);
  });

  it('a byline under the title', () => {
    expect(
      find(`The bridge stays shut\nMatt Wilson (@TheMattWilson) March 7, 2023\n${before}\n${after}`),
    ).toEqual([]);
  });
});

describe('links', () => {
  it('finds a status link that has a line to itself, and no other', () => {
    const text = `${before}\n\nhttps://x.com/jack/status/20\n\nSee https://x.com/jack/status/20 for more.\n  <https://twitter.com/i/web/status/21>  \nhttps://x.com/jack`;
    expect(find(text).map(({ kind, name, cut }) => [kind, name, cut])).toEqual([
      ['link', 'x:20', 'https://x.com/jack/status/20'],
      ['link', 'x:21', 'https://twitter.com/i/web/status/21'],
    ]);
  });
});

describe('bytes', () => {
  const arabic = `قال المجلس إن الجسر مغلق\nالجسر مفتوح اليوم #الجسر pic.twitter.com/aB3dE5gH7j\n— Ana (@ana_ruiz) March 7, 2023\nوانتهى الاجتماع\n`;
  const cut = 'الجسر مفتوح اليوم #الجسر pic.twitter.com/aB3dE5gH7j\n— Ana (@ana_ruiz) March 7, 2023';

  /** Windows-1256 of the letters used here. */
  function windows1256(text: string): Buffer {
    const table = new Map<string, number>();
    const decoder = new TextDecoder('windows-1256');
    for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), byte);
    return Buffer.from([...text].map((char) => table.get(char) ?? 0x3f));
  }

  it.each([
    ['UTF-8', Buffer.from(arabic), null],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${arabic}`), null],
    ['Windows-1256, declared', windows1256(arabic), 'windows-1256'],
    ['UTF-16 little-endian', Buffer.from(`\ufeff${arabic}`, 'utf16le'), null],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${arabic}`, 'utf16le').swap16(), null],
  ])('are cut exactly in %s', (_, bytes, declared) => {
    expect(find(bytes, declared).map((embed) => embed.cut)).toEqual([cut]);
  });

  it('are cut exactly with CRLF, the text itself with plain line ends', () => {
    const text = `${before}\r\n\r\nOne\r\nTwo\r\n\r\n— Ana 🍁 (@ana_ruiz) March 7, 2023\r\n\r\n${after}\r\n`;
    expect(find(text).map((embed) => [embed.cut, embed.quoted?.text])).toEqual([
      ['One\r\nTwo\r\n\r\n— Ana 🍁 (@ana_ruiz) March 7, 2023', 'One\nTwo'],
    ]);
  });

  it('of nothing, of blanks and of a mark hold no post', () => {
    for (const text of ['', ' ', '\n\n', '\ufeff', '\0']) expect(find(text)).toEqual([]);
  });
});
