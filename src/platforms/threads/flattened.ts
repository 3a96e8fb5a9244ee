import type { FlattenedRule, FlattenedShape } from '../../model/platform.ts';

const handle = '[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?';
const by =
  '(?:Post|Thread) (?:by|von|door)|Beitrag von|Publicaci[óo]n de|Publicação de|Publication de|Post di|Inlägg av|Opslag af|Innlegg av|Post użytkownika|Публикация(?: от)?|Допис(?: від)?|Postingan oleh|Gönderi sahibi:?|Bài viết của|投稿者:?|منشور بواسطة';
const view = [
  '(?:View|See|Read more) on Threads',
  '(?:Ver|Leer|Veja|Ler)(?: más| mais)? (?:en|no) Threads',
  '(?:Voir|Lire) sur Threads',
  '(?:Auf|Bei) Threads (?:an)?(?:sehen|zeigen|anzeigen)',
  '(?:Vedi|Visualizza) su Threads',
  '(?:Bekijk(?:en)?|Visa|Se|Vis|Zobacz|Zobrazit|Lihat|Xem) (?:op|på|w|na|di|trên) Threads',
  '(?:Посмотреть|Смотреть|Переглянути|Виж) (?:в|у|на) Threads',
  "Threads['’](?:te|de|da|ta) (?:gör|görüntüle)",
  'عرض على Threads',
  'Threads ?(?:で見る|で表示|에서 보기|上查看)',
  '在 ?Threads ?上?(?:查看|檢視)',
].join('|');

/** Posts of Threads in plain text: `Post by @handle` and `View on Threads`, all a blockquote of it holds. */
export const flattened: FlattenedRule = {
  shape: pattern(`(?:${by}) @(?<handle>${handle})\\s{1,6}(?:${view})`),
  also: [pattern(`(?:${view})\\s{1,6}(?:${by}) @(?<handle>${handle})(?![\\w@])`)],
  handle: new RegExp(handle, 'u'),
  mediaLink: null,
  shortLink: null,
  noise: /view on threads/iu,
  fits: (text) => text.length <= 600,
};

function pattern(source: string): FlattenedShape {
  return {
    kind: 'pattern',
    pattern: new RegExp(`(?:^[^\\S\\n]{0,9}|(?<=\\s))${source}`, 'gmu'),
    confidence: 0.95,
  };
}
