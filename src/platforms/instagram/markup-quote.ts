import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import type { Ref } from '../../ref.ts';
import { linksIn } from '../quoted-links.ts';

/**
 * What an Instagram blockquote says: the caption in paragraphs of its own, where it was embedded with it, then the
 * signature, `A post shared by Name (@handle) on Apr 21, 2019 at 4:40am PDT`, in the page's language. Null when
 * it holds neither.
 */
export function readQuote(element: MarkupElement, match: (href: string) => Ref | null): Quoted | null {
  const paragraphs = element.descendants('p').filter((paragraph) => paragraph.text.trim() !== '');
  const signature = paragraphs.findLast((paragraph) => signed.test(paragraph.text)) ?? null;
  const words = paragraphs.filter((paragraph) => paragraph !== signature && !isInvitation(paragraph.text));
  const text = words.map((paragraph) => paragraph.text.trim()).join('\n');
  const line = signature?.text ?? lastSignedLine(element.text);
  const time = (signature ?? element).descendants('time')[0] ?? null;
  const author = line === null ? null : authorIn(line, signature);
  if (text === '' && author === null) return null;
  return {
    name: author?.name ?? null,
    handle: author?.handle ?? null,
    date: dateOf(time, author?.after ?? ''),
    text,
    lang: null,
    dir: directionOf(text),
    links: linksIn(words).filter((href) => match(href) === null),
  };
}

const signed = /[(（]\s*[@＠]([\w.]{1,30})\s*[)）]/u;

/** "View this post on Instagram", in any language: short, and it names the network. */
function isInvitation(text: string): boolean {
  return text.length < 80 && /instagram/iu.test(text) && !/[#@]/u.test(text);
}

/** Sanitisers leave no paragraphs: the signature is the last line that looks like one. */
function lastSignedLine(text: string): string | null {
  return text.split('\n').findLast((line) => line.length < 400 && signed.test(line)) ?? null;
}

interface Author {
  readonly name: string | null;
  readonly handle: string;
  /** What follows the handle. */
  readonly after: string;
}

function authorIn(line: string, signature: MarkupElement | null): Author | null {
  const found = [...line.matchAll(new RegExp(signed.source, 'gu'))].at(-1);
  if (found?.[1] === undefined) return null;
  const before = line.slice(0, found.index).trim();
  const after = line.slice(found.index + found[0].length);
  return { name: nameIn(before, after, signature), handle: found[1], after };
}

/** The name is linked alone, stands behind words we know, or before such words. Else it is not to be told from them. */
function nameIn(before: string, after: string, signature: MarkupElement | null): string | null {
  const linked = signature?.descendants('a').find((link) => {
    const label = link.text.trim();
    return label !== '' && label !== before && before.endsWith(label);
  });
  if (linked !== undefined) return linked.text.trim();
  const lead = leads.exec(before);
  if (lead !== null) return orNull(before.slice(lead[0].length));
  return trails.test(after) ? orNull(before.replace(leadsOfTrails, '')) : null;
}

/** What stands before the name in languages that put it last. */
const leads = new RegExp(
  `^[\\s\\u200e\\u200f]*(?:${[
    'an? (?:post|photo|video|reel) (?:shared|posted) by',
    'ein (?:beitrag|foto|video) (?:geteilt von|gepostet von)',
    'une (?:publication|photo|vidéo) (?:partagée|publiée) par',
    'una (?:publicación|foto) (?:compartida|publicada) (?:de|por)',
    'un vídeo (?:compartido|publicado) (?:de|por)',
    'um(?:a)? (?:post|publicação|foto|vídeo) (?:compartilhad[oa]|partilhad[oa]|publicad[oa]) por',
    'un (?:post|foto|video) (?:condiviso|pubblicato) da',
    'una foto pubblicata da',
    'een (?:bericht|foto|video) (?:gedeeld|geplaatst) door',
    'ett inlägg (?:delat|som delats) av',
    'et (?:opslag|innlegg) delt a[fv]',
    'post udostępniony przez(?: użytkownika)?',
    'příspěvek,? (?:sdílený|který sdílí)',
    'príspevok,? ktorý zdieľa',
    'o postare distribuită de',
    'objav[au],? (?:koju dijeli|dijeli)',
    'публикация,? (?:от|споделена от)',
    'допис,? поширений',
    '(?:η )?δημοσίευση (?:που )?κοινοποιήθηκε από(?: (?:το|τη|τον|την))?(?: χρήστη)?',
    'sebuah kiriman dibagikan oleh',
    '(?:satu )?(?:siaran|kiriman) dikongsi oleh',
    'โพสต์ที่แชร์โดย',
    'تمت مشاركة منشور بواسطة',
    'פוסט משותף על ידי',
  ].join('|')})(?![\\p{L}\\p{M}])[\\s\\u200e\\u200f]*`,
  'iu',
);

/** What follows the handle in languages that put the name first. */
const trails =
  /^[\s\u200e\u200f'’]*(?:がシェア|님|分享|paylaş|\p{L}{1,4} paylaş|által|jakama|chia sẻ|द्वारा|geteilt)/iu;
const leadsOfTrails = /^(?:bài viết do|henkilön|käyttäjän|ein von) /iu;

function orNull(name: string): string | null {
  const trimmed = name.replace(/^[\s\u200e\u200f]+|(?<![\s\u200e\u200f])[\s\u200e\u200f]+$/gu, '');
  return trimmed === '' ? null : trimmed;
}

/** The day as printed; the machine's copy of it where it is printed in a way we can't read. */
function dateOf(time: MarkupElement | null, after: string): string | null {
  const printed = readPrintedDate(time?.text ?? after);
  return printed ?? /^(\d{4}-\d{2}-\d{2})T/u.exec(time?.attribute('datetime') ?? '')?.[1] ?? null;
}
