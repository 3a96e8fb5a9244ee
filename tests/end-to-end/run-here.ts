import { readFileSync } from 'node:fs';
import { type Ended, runIn } from './holdfast.ts';

/** Command lines to be run one after another by a process of its own, which may be another user's. */
export interface CommandLines {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly commands: readonly (readonly string[])[];
}

const { folder, env, commands } = JSON.parse(readFileSync(0, 'utf8')) as CommandLines;
const ended: Ended[] = [];
for (const args of commands) ended.push(await runIn(folder, args, env));
process.stdout.write(JSON.stringify(ended));
