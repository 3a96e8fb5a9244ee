import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HtmlValidate } from 'html-validate';
import { installPackages } from '../install-packages.ts';

const run = promisify(execFile);

/** What html-validate finds wrong with built pages, each with its path. */
export async function validated(paths: readonly string[]): Promise<readonly string[]> {
  // How a tool writes its tags and where it puts white space is its own affair.
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  const reports = await Promise.all(paths.map((path) => validator.validateFile(path)));
  return reports.flatMap(({ results }) =>
    results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, column, message, ruleId }) => `${filePath}:${line}:${column} ${message} (${ruleId})`,
      ),
    ),
  );
}

/** What the W3C's checker finds wrong with pages; a text that begins with `missing:` where it can't be had. */
export async function checkedByVnu(paths: readonly string[]): Promise<readonly string[]> {
  const jar = await vnuJar();
  if (jar.startsWith('missing:')) return [jar];
  const args = ['-Xss8m', '-jar', jar, '--format', 'json', '--exit-zero-always', '--stdout', ...paths];
  const { stdout } = await run('java', args, { maxBuffer: 64 * 1024 * 1024 });
  const { messages } = JSON.parse(stdout) as { readonly messages: readonly VnuMessage[] };
  return messages
    .filter(({ type, subType }) => type !== 'info' || subType === 'warning')
    .filter(({ message }) => !knownBetter.some((words) => message.startsWith(words)))
    .map(
      ({ url, lastLine, message, extract }) =>
        `${url}:${lastLine} ${message.slice(0, 300)} ${JSON.stringify(extract ?? '').slice(0, 200)}`,
    );
}

/** What is said of pages that are as they should be. */
const knownBetter: readonly string[] = [
  // A post has none, and a made-up one would stand in the outline of somebody else's page.
  'Article lacks heading',
  'Section lacks heading',
  // `img-src data:` allows them, and browsers show them.
  'Resource violates Content Security Policy (meta tag): image “data:',
];

interface VnuMessage {
  readonly type: string;
  readonly subType?: string;
  readonly url: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
}

async function vnuJar(): Promise<string> {
  try {
    await run('java', ['-version']);
  } catch {
    return "missing: W3C's checker: no Java on this machine";
  }
  try {
    return join(
      await installPackages(join(import.meta.dirname, 'vnu')),
      'node_modules/vnu-jar/build/dist/vnu.jar',
    );
  } catch (error) {
    return `missing: W3C's checker: vnu-jar can't be installed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
