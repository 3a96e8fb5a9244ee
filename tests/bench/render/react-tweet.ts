import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Renders a syndication answer of X to static markup, as react-tweet does it on a server. */
export type RenderTweet = (tweet: unknown) => string;

interface React {
  readonly createElement: (component: unknown, props: object) => unknown;
}

interface ReactServer {
  readonly renderToStaticMarkup: (element: unknown) => string;
}

/** `folder`: where the packages are installed. Builds class names from the names in its style sheets, as bundlers do. */
export async function loadReactTweet(folder: string): Promise<RenderTweet> {
  registerHooks({
    load: (url, context, next) =>
      url.endsWith('.css')
        ? { format: 'module', source: classNames, shortCircuit: true }
        : next(url, context),
  });
  process.env['NODE_ENV'] = 'production';
  const require = createRequire(join(folder, 'package.json'));
  const { createElement } = require('react') as React;
  const { renderToStaticMarkup } = require('react-dom/server') as ReactServer;
  const entry = pathToFileURL(join(folder, 'node_modules/react-tweet/dist/index.js')).href;
  const { EmbeddedTweet } = (await import(entry)) as { readonly EmbeddedTweet: unknown };
  return (tweet) => renderToStaticMarkup(createElement(EmbeddedTweet, { tweet }));
}

const classNames = `export default new Proxy({}, { get: (_, name) => 'tweet_' + String(name) });`;
