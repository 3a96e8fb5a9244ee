import ejs from 'ejs';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';

/** What a site's files are run through: it puts values where a template names them. */
export interface TemplateEngine {
  /** How a template names a value. */
  readonly slot: (name: string) => string;
  /** Throws what the engine throws for a template that it can't read. */
  readonly render: (template: string, values: Readonly<Record<string, string>>) => string;
}

const liquid = new Liquid();
const jinja = new nunjucks.Environment(null, { autoescape: false });
const braces = (name: string) => `{{ ${name} }}`;

/** The real ones. */
export const templateEngines: Readonly<Record<string, TemplateEngine>> = {
  LiquidJS: {
    slot: braces,
    render: (template, values) => String(liquid.parseAndRenderSync(template, values)),
  },
  Nunjucks: { slot: braces, render: (template, values) => jinja.renderString(template, values) },
  Handlebars: {
    slot: braces,
    render: (template, values) => Handlebars.compile(template, { noEscape: true })(values),
  },
  EJS: { slot: (name) => `<%- ${name} %>`, render: (template, values) => ejs.render(template, values) },
  Mustache: {
    slot: (name) => `{{{${name}}}}`,
    render: (template, values) => Mustache.render(template, values),
  },
};

/** What WordPress and web servers look for in pages, by expressions as wide as theirs or wider. */
export const pageFilters: Readonly<Record<string, TemplateEngine>> = {
  shortcodes: {
    slot: (name) => `[${name}]`,
    render: (template, values) => template.replace(/\[+\/?([a-z_][\w-]*)[^\]]*\]*/giu, valueFrom(values)),
  },
  'server-side includes': {
    slot: (name) => `<!--#echo var="${name}" -->`,
    render: (template, values) =>
      template.replace(/<!--#\s*\w+(?:[^>]*?"(\w*)")?.*?-->|<\/?esi:\w+[^>]*>/giu, valueFrom(values)),
  },
};

function valueFrom(values: Readonly<Record<string, string>>) {
  return (_whole: string, name = '') => values[name] ?? '';
}

/** What shows that the engine was at work on all that stands between. */
const values = { before: 'here it begins', after: 'here it ends' };

/** The first of the texts that an engine doesn't give back byte for byte from a template they stand in; null without. */
export function firstChanged(engine: TemplateEngine, texts: readonly string[]): string | null {
  for (let at = 0; at < texts.length; at += together) {
    const changed = changedAmong(engine, texts.slice(at, at + together));
    if (changed !== null) return changed;
  }
  return null;
}

/** How many stand in one template: in a long one that can't be read some engines look for its fault for minutes. */
const together = 20;

function changedAmong(engine: TemplateEngine, texts: readonly string[]): string | null {
  if (standIn(engine, texts) === asTheyAre(texts)) return null;
  const [only = '', ...others] = texts;
  if (others.length === 0) return only;
  const half = texts.length >> 1;
  const [before, after] = [texts.slice(0, half), texts.slice(half)];
  // What takes two of them to go wrong is told by all of them.
  return changedAmong(engine, before) ?? changedAmong(engine, after) ?? texts.join('\n');
}

function standIn({ slot, render }: TemplateEngine, texts: readonly string[]): string {
  const template = [slot('before'), ...texts, slot('after')].join('\n');
  try {
    return render(template, values);
  } catch (error) {
    return `it can't be read: ${String(error)}`;
  }
}

function asTheyAre(texts: readonly string[]): string {
  return [values.before, ...texts, values.after].join('\n');
}
