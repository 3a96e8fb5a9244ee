import { InvalidArgumentError } from 'commander';
import { HoldfastError } from '../errors.ts';
import { type RenderForm, type RenderWish, renderForms, sharedForms } from '../holdfast.ts';
import { safeUrl } from '../html/escape.ts';
import { isPictureForm, pictureForms } from '../model/picture-files.ts';
import type { Session } from './command.ts';

export type SharedForm = keyof typeof sharedForms;

/** What `--as` may be. */
export const choices: readonly string[] = [...renderForms, ...Object.keys(sharedForms)];

export const usualForms: readonly string[] = ['html'];

export interface RenderChoice extends Omit<RenderWish, 'height'> {
  readonly as: readonly string[];
  readonly out?: string;
  readonly quiet?: boolean;
}

/** `html,png`, or the option said twice. */
export function readForms(value: string, before: readonly string[]): readonly string[] {
  const forms = value.split(',').map((form) => form.trim());
  const wrong = forms.find((form) => !choices.includes(form));
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      wrong === ''
        ? `It names a form between commas, as in html,text; there is ${choices.join(', ')}.`
        : `"${wrong}" is none of ${choices.join(', ')}.`,
    );
  return [...new Set([...(before === usualForms ? [] : before), ...forms])];
}

export function isShared(form: string): form is SharedForm {
  return form in sharedForms;
}

export function isOfPost(form: string): form is RenderForm {
  return !isShared(form);
}

/** Bytes for a terminal, several files in one, an option for what it doesn't change. Throws `usage`. */
export function refuseNonsense(session: Session, refs: readonly string[], choice: RenderChoice): void {
  refuseRefs(refs, choice.as);
  for (const { option, given, forms, why } of optionsOfForms(choice))
    if (given && !choice.as.some((form) => forms.includes(form)))
      throw new HoldfastError(
        'usage',
        `${option} ${why}, and ${choice.as.join(', ')} is none: add --as ${forms.join(', ')}`,
      );
  if (choice.stylesheet !== undefined && choice.css !== 'link')
    throw new HoldfastError('usage', '--stylesheet is the address that --css link writes: add --css link');
  refuseStylesheet(choice.stylesheet);
  if (choice.base !== undefined && !/^https?:\/\/[^\s?#]+$/iu.test(choice.base))
    throw new HoldfastError(
      'usage',
      `--base ${choice.base} won't do: give the whole address of the folder, as in https://news.example/holdfast/`,
    );
  if (choice.out === undefined) refuseForStream(session, refs, choice.as);
}

/** A page must be able to load it: from the site itself, or by a whole address of the web. */
function refuseStylesheet(address: string | undefined): void {
  if (address === undefined) return;
  const wont = (why: string) =>
    new HoldfastError(
      'usage',
      `--stylesheet ${address === '' ? '""' : address} won't do: ${why}; give an address of the site, as in /holdfast.css, or a whole one, as in https://news.example/holdfast.css`,
    );
  if (/[\s\p{Cc}\\"<>]/u.test(address)) throw wont('an address holds no spaces, quotes or backslashes');
  if (address === '') throw wont('it names nothing');
  const [, scheme] = /^([^/?#]*?):/u.exec(address) ?? [];
  if (scheme !== undefined && !/^https?$/iu.test(scheme))
    throw wont(`a page loads no style by ${scheme.toLowerCase()}:`);
  if (scheme !== undefined && safeUrl(address) === null) throw wont('it is no whole address');
}

function refuseRefs(refs: readonly string[], forms: readonly string[]): void {
  const shared = forms.filter(isShared);
  const isBare = shared.length === forms.length;
  if (refs.length === 0 && !isBare)
    throw new HoldfastError(
      'usage',
      'name a post by its written ref or any URL of it, as in: holdfast render x:20',
    );
  if (refs.length > 0 && isBare)
    throw new HoldfastError(
      'usage',
      `${shared.join(', ')} is the same for all posts: holdfast render --as ${shared[0]}`,
    );
}

interface OptionOfForms {
  readonly option: string;
  readonly given: boolean;
  readonly forms: readonly string[];
  readonly why: string;
}

function optionsOfForms({ theme, of, css, language, base }: RenderChoice): readonly OptionOfForms[] {
  return [
    { option: '--of', given: of !== undefined, forms: pictureForms, why: 'chooses among pictures' },
    {
      option: '--theme',
      given: theme !== undefined,
      forms: [...pictureForms, 'svg'],
      why: 'chooses among pictures',
    },
    { option: '--css', given: css !== undefined, forms: ['html'], why: 'is for cards in pages' },
    {
      option: '--language',
      given: language !== undefined,
      forms: ['html', 'page', 'amp', 'email', 'text', 'markdown', 'svg'],
      why: 'is for forms with words of our own',
    },
    {
      option: '--base',
      given: base !== undefined,
      forms: ['html', 'amp', 'email', 'jsonld'],
      why: 'is for forms that name files',
    },
  ];
}

function refuseForStream(
  { io, output }: Session,
  [ref = '', ...others]: readonly string[],
  forms: readonly string[],
): void {
  if (output.json) return;
  const [form = ''] = forms;
  if (forms.length > 1)
    throw new HoldfastError('usage', `${forms.join(' and ')} are files of their own: add --out DIR`);
  const isOne = isPictureForm(form) || form === 'page' || form === 'svg';
  if (!isOne) return;
  const instead = `holdfast render ${ref} --as ${form} > post.${form === 'page' ? 'html' : form}`;
  if (io.outIsTerminal === true && isPictureForm(form))
    throw new HoldfastError('usage', `${form} is not for a terminal: send it to a file, as in: ${instead}`);
  if (others.length > 0)
    throw new HoldfastError(
      'usage',
      `one file holds one ${form}: add --out DIR, or render one post at a time, as in: ${instead}`,
    );
}
