import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement } from '../../model/platform.ts';

/** The video's title, which publishing systems keep on the frame; the words of a bare player say nothing. */
export function readTitle(element: MarkupElement): Quoted | null {
  const title = ['title', 'videotitle', 'playlabel', 'data-title']
    .map((name) => (element.attribute(name) ?? '').replace(/\s+/gu, ' ').trim())
    .find((each) => each !== '' && !isPlayersOwn(each));
  if (title === undefined) return null;
  const text = title.replace(/^play(?: video)?:\s*/iu, '');
  return { name: null, handle: null, date: null, text, lang: null, dir: directionOf(text), links: [] };
}

function isPlayersOwn(title: string): boolean {
  return /^(?:an? |the )?(?:embedded )?(?:you ?tube|video|vidéo|player|embed|iframe|content|play)(?:[- ](?:video|vidéo|player|embed|iframe|short|content|\d+))*(?: player)?$/iu.test(
    title,
  );
}
