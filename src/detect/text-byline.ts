/** Words that credit somebody: what stands with them beside a handle and a day is a byline or a credit, no post. */

/** Credits of writers and pictures by a word no name begins with, in the languages of most news. */
const writers =
  'by|par|por|oleh|przez|durch|kirjoittanut|kirjoittaja|written|posted|published|updated|reported|edited|transcribed|translated|' +
  'interview|follow|via|h\\/t|photos?|pictures?|images?|videos?|screenshots?|illustrations?|graphics?|text|story|words|reporting|poll|source|credits?|' +
  'reporter|author|editor|host|guests?|speaker|contact|correspondent|staff writer|' +
  'escrito|publicado|texto|fotos?|fuente|fonte|autor|autora|redacci[óo]n|reda[çc][ãa]o|reportagem|traducci[óo]n|tradu[çc][ãa]o|imagen|imagem|' +
  'publi[ée]|[ée]crit|propos recueillis|texte|auteur|traduction|photographie|a cura|scritto|pubblicato|testo|autore|traduzione|' +
  'geschrieben|ver[öo]ffentlicht|[üu]bersetzt|autorin|bild|quelle|tekst|geschreven|gepubliceerd|auteur|beeld|bron|skrivet|skrevet|bilde|billede|kilde|k[äa]lla|' +
  'teksti|kuva|l[äa]hde|napisa[łl]a?|autorka|zdj[ęe]cie|fot|[źz]r[óo]d[łl]o|napsala?|p[íi][šs]e|zdroj|p[íi][šs]u|scris|text[ăa]?|surs[ăa]|[íi]rta|szerz[őo]|forr[áa]s|fot[óo]|' +
  'yazan|yazar|haber|foto[ğg]raf|kaynak|penulis|laporan|sumber|reporter|t[áa]c gi[ảa]|[ảa]nh|ngu[ồo]n|mwandishi|picha|' +
  'автор|текст|фото|источник|перев[её]л[аи]?|написал[аи]?|підготував|підготувала|джерело|пише|пише[му]|аутор|снимка|' +
  'από τ[ηοι]ν?|του|της|γράφει|κείμενο|φωτογραφία|πηγή|συντάκτης|' +
  'بقلم|كتب|كتبت|كتبه|كتبها|تصوير|المصدر|الكاتبة?|إعداد|ترجمة|نوشته|نویسنده|عکس|منبع|گزارش|تحریر|تصویر|' +
  'מאת|כתב|כתבה|צילום|קרדיט|लेखकः?|लेखिका|लेखन|फोटो|স?লেখক|ছবি|โดย|ภาพ|ผู้เขียน|글|기자|사진|文|記者|记者|作者|撰文|摄影|攝影|来源|來源|写真|取材|執筆|出典';

/** Prepositions that credit a writer and begin names too: `Von Ana Ruiz`, `Von Miller`. */
const prepositions = 'von|di|da|de|door|van|av|af|od|na|fra|per|do|от|од|від|от';

const end = '(?:\\s|[:：/・|]|$)';
const byline = new RegExp(
  `^(?:[•*·▪◦‣+]|\\d{1,2}[.)]\\s|(?:${writers})${end}|(?:\\p{L}+ ){1,3}(?:by|por|par|von|oleh) \\p{Lu})`,
  'iu',
);
const preposition = new RegExp(`^(?:${prepositions})\\s`, 'iu');
const credit = new RegExp(`(?<![\\p{L}\\p{M}])(?:${writers}|${prepositions})\\s?[:：/]?\\s*$`, 'iu');

/** What stands for a name begins as a byline, a credit or an item of a list. */
export function isByline(name: string): boolean {
  return byline.test(name);
}

/** A name that may as well be a byline. */
export function mayBeByline(name: string): boolean {
  return preposition.test(name);
}

/** The text before a name ends in a credit's words, or its line is nothing but a label: `Yazan:`. */
export function isCredited(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1).trim();
  return credit.test(before) || /^(?:[\p{L}\p{M}'’/.-]+\s?){1,3}[:：]$/u.test(line);
}
