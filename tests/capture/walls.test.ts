import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wallWords, wordedKinds } from '../../src/capture/wall-words.ts';
import { folded, wallInWords, wallSigns } from '../../src/capture/walls.ts';
import { expectedOf, partsOf, platformPosts } from './platform-posts.ts';
import { drawn, postForms, wanted, wordless } from './post-forms.ts';
import { openReader, type Reader } from './read-in-browser.ts';
import { hostile, seen, unseen } from './unseen-words.ts';
import { wallPages } from './wall-pages.ts';
import { article, embed, expected } from './world.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

describe.each(platformPosts)('on a page of $name', (post) => {
  const expected = expectedOf(post);

  it('the post is kept', async () => {
    const verdict = await reader.judge(post.draw(partsOf(post)), post.page, expected);
    expect(verdict).toMatchObject({ kind: 'post' });
  });

  it('nothing else is, and it is named', async () => {
    const wrong: string[] = [];
    for (const page of wallPages) {
      const { name, kinds } = page;
      const { kind } = await reader.judge(page.draw(post), post.page, expected);
      if (kind === 'post' || !kinds.includes(kind)) wrong.push(`${name}: ${kind}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a post in an odd form is kept', () => {
  it.each(postForms.map((form, index) => ({ ...form, index })))('$name', async (form) => {
    const wrong: string[] = [];
    for (const post of platformPosts.filter((_, index) => index % 3 === form.index % 3)) {
      const verdict = await reader.judge(drawn(form, post), post.page, wanted(form, post));
      if (verdict.kind !== 'post') wrong.push(`${post.name}: ${verdict.kind} (${verdict.detail})`);
    }
    expect(wrong).toEqual([]);
  });

  it('without words, but not with a wall in their place', async () => {
    for (const post of platformPosts) {
      const html = drawn(wordless, post);
      const expected = wanted(wordless, post);
      expect(await reader.judge(html, post.page, expected)).toMatchObject({ kind: 'post' });
      const walled = `${html}<p>Log in to see photos and videos</p><input type="password">`;
      expect((await reader.judge(walled, post.page, expected)).kind).toBe('login');
    }
  });
});

describe('words in a post', () => {
  const text = 'The quick brown fox jumps over the lazy dog';
  const inPost = (markup: string) => article({}).replace(/<p class="text">.*<\/p>/u, () => markup);

  it.each(Object.entries(unseen))('don’t count when they are %s', async (_how, markup) => {
    const { kind } = await reader.judge(inPost(markup), embed, { ...expected, text });
    expect(['text', 'covered']).toContain(kind);
  });

  it.each(Object.entries(seen))('count when they are %s', async (_how, markup) => {
    expect(await reader.judge(inPost(markup), embed, { ...expected, text })).toEqual({
      kind: 'post',
      index: 0,
    });
  });

  it('are those of the author only when his name is seen', async () => {
    const by = (author: string) => reader.judge(article({ author }), embed, expected);
    expect((await by('<span style="font-size: 0">@jane</span> Joe')).kind).toBe('author');
    expect((await by('<style>.author::before { content: "Not " }</style>@jane')).kind).toBe('post');
    expect((await by('@jаne')).kind).toBe('author');
  });
});

describe('a document that is against it', () => {
  it('is given up when it is too large, in time', async () => {
    const filled = (
      count: number,
      into: string,
    ) => `${article({})}<div class="unseen" style="display: none"></div><script>{
      const many = document.createDocumentFragment();
      for (let i = 0; i < ${count}; i++) many.append(document.createElement('b'));
      document.querySelector('${into}').append(many);
    }</script>`;
    expect((await reader.judge(filled(2_000, '.text'), embed, expected)).kind).toBe('post');
    expect((await reader.judge(filled(160_000, '.unseen'), embed, expected)).kind).toBe('error');
    const long = article({ text: `The quick brown fox ${'kelp '.repeat(20_000)}` });
    const reading = await reader.read(long, embed, expected.id);
    expect(JSON.stringify(reading).length).toBeLessThan(100_000);
  });

  it.each(Object.entries(hostile))('is read all the same: %s', async (_how, markup) => {
    const html = markup.replace('POST', () => article({}));
    expect(await reader.judge(html, embed, expected)).toMatchObject({ kind: 'post' });
  });
});

it('there are enough of them', () => {
  expect(wallPages.length * platformPosts.length).toBeGreaterThanOrEqual(120);
});

describe('words of walls', () => {
  it('are written as they are compared', () => {
    for (const kind of wordedKinds)
      for (const line of wallWords[kind].trim().split('\n'))
        expect(folded(line)).toBe(line.replace(/^\s+/u, ' '));
  });

  const samples: Record<string, readonly [string, string][]> = {
    login: [
      ['de', 'Melde dich an, um mehr zu sehen'],
      ['fr', 'Mot de passe oublié ?'],
      ['es', 'Inicia sesión para continuar'],
      ['pt', 'Faça login para ver'],
      ['it', 'Accedi per continuare'],
      ['ar', 'تسجيل الدخول'],
      ['he', 'יש להתחבר כדי להמשיך'],
      ['tr', 'Devam etmek için giriş yap'],
      ['ru', 'Войдите, чтобы продолжить'],
      ['ja', '続けるにはログインしてください'],
      ['zh', '请登录后查看'],
      ['ko', '계속하려면 로그인하세요'],
      ['hi', 'जारी रखने के लिए लॉग इन करें'],
      ['id', 'Masuk untuk melanjutkan'],
      ['nl', 'Meld je aan om verder te gaan'],
      ['pl', 'Zaloguj się, aby kontynuować'],
    ],
    error: [
      ['de', 'Etwas ist schiefgelaufen.'],
      ['ar', 'حدث خطأ ما'],
      ['ru', 'Что-то пошло не так'],
      ['ja', '問題が発生しました'],
      ['tr', 'Bir şeyler ters gitti'],
      ['ko', '문제가 발생했습니다'],
      ['pl', 'Coś poszło nie tak'],
    ],
    unavailable: [
      ['es', 'Esta página no existe'],
      ['pt', 'Esta página não existe'],
      ['it', 'Questa pagina non esiste'],
      ['he', 'הדף לא נמצא'],
      ['zh', '该内容已被删除'],
      ['id', 'Halaman ini tidak tersedia'],
      ['nl', 'Deze pagina bestaat niet'],
    ],
    captcha: [
      ['en', 'I’m not a robot'],
      ['fr', 'Je ne suis pas un robot'],
      ['zh', '请完成验证'],
    ],
  };
  for (const [kind, all] of Object.entries(samples))
    it.each(all)(`of kind ${kind} are known in %s`, (_language, words) =>
      expect(wallInWords(words)?.kind).toBe(kind),
    );

  it('are none in what people write of them', () => {
    expect(wallInWords('The rate of kelp growth is limited by light. I logged off and went out.')).toBeNull();
  });
});

it('signs of walls are selectors', async () => {
  const { signs } = await reader.read('<p>Hello', { ...embed, element: 'body' }, '1');
  expect(signs).toEqual([]);
  expect(Object.keys(wallSigns).length).toBeGreaterThan(4);
});
