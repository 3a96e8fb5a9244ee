import type { Post } from '../../model/post.ts';
import type { FallbackView } from '../view.ts';
import { author, imprint, post, tag, text, video, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** The same news in more languages, each with something of ours to say. */
export const languages: Examples = {
  urdu: lost({
    author: author('بندرگاہ کی آواز', 'bandargah', 'voice'),
    segments: [text('آج صبح بندرگاہ دو گھنٹے بند رہی۔ سو سال میں ایسا پہلی بار ہوا ہے۔')],
    lang: 'ur',
    dir: 'rtl',
  }),
  chinese: lost({
    author: author('海港之声', 'haigang', 'minato'),
    segments: [text('今天早上潮位比往年高出一米。一百年来的观测中，这还是第一次。'), tag('潮位')],
    media: [video('boat', 'video', 42_300)],
    lang: 'zh',
  }),
  korean: lost({
    author: author('항구의 등대', 'hanggu', 'minato'),
    segments: [
      text('오늘 아침 조위가 평년보다 1미터 높았습니다. 백 년 관측에서 처음 있는 일입니다. '),
      tag('조위'),
    ],
    lang: 'ko',
  }),
  hindi: lost({
    author: author('बंदरगाह की आवाज़', 'bandargah_hi', 'dana'),
    segments: [text('आज सुबह ज्वार सामान्य से एक मीटर ऊँचा था। सौ वर्षों में ऐसा पहली बार हुआ है।')],
    lang: 'hi',
  }),
  bengali: lost({
    author: author('বন্দরের কণ্ঠ', 'bondor', 'dana'),
    segments: [text('আজ সকালে জোয়ার স্বাভাবিকের চেয়ে এক মিটার বেশি ছিল। একশো বছরে এই প্রথম।')],
    lang: 'bn',
  }),
  thai: lost({
    author: author('เสียงจากท่าเรือ', 'tharuea', 'dana'),
    segments: [text('เช้านี้ระดับน้ำสูงกว่าปกติหนึ่งเมตร ในรอบร้อยปีไม่เคยเกิดขึ้นมาก่อน')],
    lang: 'th',
  }),
  russian: lost({
    author: author('Голос гавани', 'gavan', 'office'),
    segments: [text('Сегодня утром уровень воды был на метр выше обычного. За сто лет такое впервые.')],
    lang: 'ru',
  }),
  spanish: lost({
    author: author('La voz del puerto', 'puerto', 'ada'),
    segments: [text('Esta mañana la marea estaba un metro por encima de lo normal. Nunca en cien años.')],
    lang: 'es',
  }),
};

function lost(parts: Partial<Post>): FallbackView {
  return view({
    ...imprint,
    state: 'deleted',
    deletedBy: 'author',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post(parts),
  });
}
