import { author, film, photo, picture, type SheetPost, sheetPost, words, xUrl } from './made-post.ts';

/** Posts in scripts of the world, each with something else attached. */
export const postsInScripts: readonly SheetPost[] = [
  sheetPost({
    caption: 'Ukrainian, quoting another post',
    shows: ['cyrillic', 'quote'],
    platform: 'bluesky',
    url: 'https://bsky.app/profile/did:plc:olenabilyaporturvm5yzkqa/post/3lp5port3kc2s',
    post: {
      author: author('Олена біля порту', 'olena-port.example'),
      segments: words('Ось що вони писали ще в березні. Тоді цього ніхто не перевірив.'),
      quote: {
        ...sheetPost({
          caption: '',
          shows: [],
          platform: 'bluesky',
          url: null,
          post: {
            author: author('Портова служба', 'portova.example'),
            segments: words(
              'Датчик рівня води перевірено: похибка менша за сантиметр. Ми відповідаємо за ці цифри.',
            ),
            media: [photo('chart', 'Графік рівня води')],
            createdAt: '2026-03-02T12:00:00.000Z',
            lang: 'uk',
          },
        }).post,
      },
      createdAt: '2026-05-13T10:12:00.000Z',
      lang: 'uk',
    },
  }),
  sheetPost({
    caption: 'Hindi, three photos',
    shows: ['devanagari', 'photos-3'],
    platform: 'instagram',
    url: 'https://www.instagram.com/p/DJ9ghatSube/',
    post: {
      author: author('घाट की सुबह', 'ghat_ki_subah'),
      segments: words('आज सुबह घाट के तीन दृश्य: पाँच, छह और सात बजे। पानी दो घंटे में एक मीटर चढ़ गया। #घाट'),
      media: [
        photo('morning', 'सात बजे का घाट'),
        photo('dawn', 'पाँच बजे का घाट'),
        photo('sunrise', 'छह बजे का घाट'),
      ],
      createdAt: '2026-05-14T02:10:00.000Z',
      lang: 'hi',
    },
  }),
  sheetPost({
    caption: 'Bengali, the card of a linked page',
    shows: ['bengali', 'link-card'],
    platform: 'facebook',
    url: 'https://www.facebook.com/nodirkhobor/posts/1203948571029',
    post: {
      author: author('নদীর খবর', 'nodirkhobor'),
      segments: words('আমাদের প্রতিবেদন প্রকাশিত হয়েছে: বাঁধ কেন ভাঙল, আর কে তা আগে থেকেই জানত।'),
      card: {
        url: 'https://khobor.example/bandh',
        title: 'বাঁধ ভাঙার আগের রাত',
        description: 'তিন প্রকৌশলী, একটি পুরনো চিঠি আর একটি সংখ্যা, যা কেউ বদলাতে চায়নি।',
        site: 'khobor.example',
        picture: picture('flood'),
      },
      createdAt: '2026-05-15T04:45:00.000Z',
      lang: 'bn',
    },
  }),
  sheetPost({
    caption: 'Tamil, a video by its still',
    shows: ['tamil', 'video', 'dark'],
    theme: 'dark',
    platform: 'tiktok',
    url: 'https://www.tiktok.com/@alai_seithi/video/7501234567890123456',
    post: {
      author: author('அலை செய்தி', 'alai_seithi'),
      segments: words('அலை திரும்பிய தருணம். கலங்கரை விளக்கத்தின் மேலிருந்து, காலை 6:40 மணிக்கு எடுத்த காணொளி.'),
      media: [film('video', 'wave', 42_300)],
      createdAt: '2026-05-14T01:15:00.000Z',
      lang: 'ta',
    },
  }),
  sheetPost({
    caption: 'Thai, four photos',
    shows: ['thai', 'photos-4'],
    platform: 'facebook',
    url: 'https://www.facebook.com/taladnam/posts/1203948571555',
    post: {
      author: author('ข่าวตลาดน้ำ', 'taladnam'),
      segments: words('สี่มุมของตลาดริมน้ำเช้านี้ น้ำลดแล้ว แต่ร้านส่วนใหญ่ยังไม่เปิด'),
      media: [
        photo('stalls', 'แผงขายของสองแผง'),
        photo('boats', 'เรือพายหน้าตลาด'),
        photo('fruit', 'แผงผลไม้'),
        photo('closed', 'ร้านที่ยังปิด'),
      ],
      createdAt: '2026-05-14T23:58:00.000Z',
      lang: 'th',
    },
  }),
  sheetPost({
    caption: 'Korean, with a note added by readers',
    shows: ['korean', 'note'],
    platform: 'x',
    url: xUrl('budu_news', '2026-05-14T00:30:00.000Z'),
    post: {
      author: author('부두 소식', 'budu_news', { verified: 'blue' }),
      segments: words(
        '부두의 조위계가 오늘 아침 1미터를 잘못 기록했습니다. 담당 기관은 아직 설명하지 않았습니다.',
      ),
      note: {
        text: '조위계는 5월 11일부터 점검 중이었으며, 공식 기록은 북쪽 방파제의 관측값을 사용합니다.',
        url: 'https://x.com/i/birdwatch/n/1',
      },
      createdAt: '2026-05-14T00:30:00.000Z',
      lang: 'ko',
    },
  }),
  sheetPost({
    caption: 'Chinese, edited since',
    shows: ['chinese', 'edited'],
    platform: 'threads',
    url: 'https://www.threads.com/@gangkou.kuaixun/post/DJ8gangkou1',
    post: {
      author: author('港口快讯', 'gangkou.kuaixun'),
      segments: words(
        '港口今早六点四十分恢复通航。首班渡轮载有二百四十名乘客，海事部门称风力已降至四级。#渡轮',
      ),
      edits: { ids: ['1', '2'], stale: false },
      createdAt: '2026-05-13T23:05:00.000Z',
      lang: 'zh',
    },
  }),
  sheetPost({
    caption: 'Amharic, as the article quotes it',
    shows: ['amharic', 'as-quoted'],
    platform: 'telegram',
    url: 'https://t.me/wedeb_zena/2041',
    state: 'unknown',
    known: 'quoted',
    post: {
      author: author('የወደብ ዜና', 'wedeb_zena', { avatar: null }),
      segments: words('ወደቡ ዛሬ ጠዋት እንደገና ተከፈተ። የመጀመሪያው ጀልባ ከ240 መንገደኞች ጋር ተነሳ።'),
      createdAt: '2026-05-14',
      lang: 'am',
    },
  }),
  sheetPost({
    caption: 'Georgian, a reply',
    shows: ['georgian', 'reply'],
    platform: 'mastodon',
    url: 'https://navsadguri.example/@nino/116572001122334455',
    post: {
      author: author('ნინო ნავსადგურიდან', 'nino@navsadguri.example'),
      parent: {
        name: 'mastodon:nea.example/116573001122334455',
        url: 'https://nea.example/@katerina/116573001122334455',
        handle: 'katerina@nea.example',
        post: null,
      },
      segments: words('დიახ, ნავსადგური დილის შვიდ საათზე გაიხსნა. მეთევზეები უკვე ზღვაში არიან.'),
      createdAt: '2026-05-14T08:02:00.000Z',
      lang: 'ka',
    },
  }),
  sheetPost({
    caption: 'Armenian, media marked as sensitive',
    shows: ['armenian', 'sensitive', 'dark'],
    theme: 'dark',
    platform: 'x',
    url: xUrl('nav_lurer', '2026-05-14T20:40:00.000Z'),
    post: {
      author: author('Նավահանգստի լուրեր', 'nav_lurer'),
      segments: words('Պահեստն այրվել է գիշերը։ Լուսանկարը կարող է ծանր լինել։'),
      media: [photo('warehouse', 'Այրված պահեստը գիշերով')],
      sensitive: true,
      createdAt: '2026-05-14T20:40:00.000Z',
      lang: 'hy',
    },
  }),
];
