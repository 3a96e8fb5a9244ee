import { spawn } from 'node:child_process';

/** What opening a file came to; `nobody`: there is no program for it, or no screen to show it on. */
export type Opened = 'opened' | 'nobody';

/** Milliseconds within which an opener that can't do it says so. */
const patience = 1_500;

/** Opens a file with whatever the system opens such files with; it goes on by itself. */
export async function openWithSystem(
  path: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<Opened> {
  const command = openerOf(platform, env);
  if (command === null) return 'nobody';
  const [program, ...args] = command;
  return await new Promise((done) => {
    const child = spawn(program, [...args, path], { detached: true, stdio: 'ignore', env });
    const timer = setTimeout(() => done('opened'), patience);
    const end = (opened: Opened) => {
      clearTimeout(timer);
      done(opened);
    };
    child.on('error', () => end('nobody'));
    child.on('exit', (code) => end(code === 0 ? 'opened' : 'nobody'));
    child.unref();
  });
}

/** Null where nobody would see it: no screen is told of to programs here. */
function openerOf(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [program: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open'];
  // Unlike "start" it goes through no shell, which would read the path.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}
