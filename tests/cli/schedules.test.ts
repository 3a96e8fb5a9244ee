import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { programFor } from '../../src/cli/main.ts';
import { ioOf } from './io.ts';

const folder = resolve(import.meta.dirname, '../../data/schedules');
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const units = readdirSync(folder).filter((name) => /\.(?:service|timer)$/u.test(name));
const services = units.filter((name) => name.endsWith('.service'));

/** Lines of a crontab: when, and what is run. */
const cronLines = textOf('crontab')
  .split('\n')
  .filter((line) => /^[\d*]/u.test(line))
  .map((line) => {
    const [minute = '', hour = '', date = '', month = '', weekday = '', ...words] = line.split(' ');
    return { when: [minute, hour, date, month, weekday], command: words.join(' ') };
  });

// brought by a package of the tests
const yaml = createRequire(import.meta.url)('js-yaml') as { readonly load: (text: string) => unknown };
const workflow = z
  .object({
    on: z.object({ schedule: z.array(z.object({ cron: z.string() })).min(1), workflow_dispatch: z.null() }),
    permissions: z.object({ contents: z.literal('write') }),
    concurrency: z.object({ 'cancel-in-progress': z.literal(false) }).loose(),
    jobs: z.object({
      archive: z
        .object({
          'runs-on': z.string(),
          steps: z.array(
            z
              .object({ run: z.string().optional(), uses: z.string().optional(), if: z.string().optional() })
              .loose(),
          ),
        })
        .loose(),
    }),
  })
  .loose()
  .parse(yaml.load(textOf('github-workflow.yml')));
const steps = workflow.jobs.archive.steps.flatMap(({ run }) => (run?.includes('holdfast ') ? [run] : []));
const workflowCommands = steps.filter((run) => run.startsWith('npx'));

/** Keys of a unit's sections; a key may come more than once. */
function unitOf(name: string): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  let section = '';
  for (const line of textOf(name).split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, key, value] = /^([A-Za-z]+)=(.*)$/u.exec(line) ?? [];
    if (key === undefined) {
      if (!/^\[(?:Unit|Service|Timer|Install)\]$/u.test(line))
        throw new Error(`${name}: ${line} is no line of a unit`);
      section = line;
    } else keys.set(`${section}${key}`, [...(keys.get(`${section}${key}`) ?? []), value ?? '']);
  }
  return keys;
}

const commands = [
  ...cronLines.map(({ command }) => command),
  ...services.flatMap((name) => unitOf(name).get('[Service]ExecStart') ?? []),
  ...workflowCommands,
];

describe('the examples for schedulers', () => {
  it('are there for cron, systemd and GitHub Actions', () => {
    expect(cronLines.map(({ command }) => command.split(' ').slice(0, 2))).toEqual([
      ['holdfast', 'archive'],
      ['holdfast', 'recheck'],
      ['holdfast', 'verify'],
    ]);
    expect(units).toHaveLength(4);
    expect(workflowCommands).toHaveLength(4);
    expect(cronLines.every(({ when }) => when.every((field) => /^(?:\*|\d+)(?:\/\d+)?$/u.test(field)))).toBe(
      true,
    );
  });

  it.each(commands)('name only what this command line takes: %s', (line) => {
    const words = line.replace(/ \|\| .*$/u, '').split(' ');
    const [name = '', ...rest] = words.slice(words.findIndex((word) => word.endsWith('holdfast')) + 1);
    const program = programFor({
      io: ioOf().io,
      open: () => Promise.reject(new Error('no')),
      finish: () => {},
    });
    const command = program.commands.find((each) => each.name() === name);
    const { operands, unknown } = command?.parseOptions(rest) ?? { operands: [], unknown: ['no command'] };
    expect(unknown).toEqual([]);
    expect(operands.length > 0).toBe((command?.registeredArguments.length ?? 0) > 0 && name === 'archive');
  });
});

describe('exit codes', () => {
  let stubs: string;
  beforeAll(() => {
    stubs = mkdtempSync(join(tmpdir(), 'holdfast-schedules-'));
    for (const name of ['holdfast', 'npx']) {
      writeFileSync(join(stubs, name), '#!/bin/sh\nexit "$CODE"\n');
      chmodSync(join(stubs, name), 0o755);
    }
  });
  afterAll(() => rmSync(stubs, { recursive: true, force: true }));

  const isVerify = (command: string) => / verify\b/u.test(command);
  const asked = [...cronLines.map(({ command }) => command), ...workflowCommands];

  it.each(asked)('have 3 for no failure, and every other for one: %s', (command) => {
    const outcomes = [0, 2, 3, 4, 5, 6, 143].map((code) => {
      const env = { PATH: `${stubs}:${process.env['PATH']}`, CODE: String(code) };
      return spawnSync('/bin/sh', ['-e', '-c', command], { env }).status === 0;
    });
    expect(outcomes).toEqual([true, false, !isVerify(command), false, false, false, false]);
  });

  it.each(services)('have 3 for no failure: %s', (name) => {
    expect(unitOf(name).get('[Service]SuccessExitStatus')).toEqual(['3']);
  });
});

describe('the systemd units', () => {
  it.each(services)('leave to Chromium what its sandbox is made of: %s', (name) => {
    const unit = unitOf(name);
    const only = (key: string) => unit.get(`[Service]${key}`)?.join(' ').split(' ') ?? [];
    expect(only('User')).toEqual(['holdfast']);
    expect(only('RestrictNamespaces').sort()).toEqual(['net', 'pid', 'user']);
    expect(unit.has('[Service]MemoryDenyWriteExecute')).toBe(false);
    const [first, ...denied] = only('SystemCallFilter');
    expect(first?.startsWith('~')).toBe(true);
    expect(
      [first, ...denied].filter((group) => /@(?:mount|sandbox|process|privileged)$/u.test(group ?? '')),
    ).toEqual([]);
    expect(unit.get('[Service]NoNewPrivileges')).toEqual(['yes']);
  });

  it('know the same keys but for what they run, and are timed', () => {
    const [archive, recheck] = services.map((name) => new Map(unitOf(name)));
    for (const key of ['[Service]ExecStart', '[Unit]Description'])
      for (const unit of [archive, recheck]) unit?.delete(key);
    expect(archive).toEqual(recheck);
    for (const name of services) expect(units).toContain(name.replace('.service', '.timer'));
  });

  const systemd = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find((path) => existsSync(path));
  it.each(systemd === undefined ? [] : [systemd])('pass %s', (path) => {
    const copies = mkdtempSync(join(tmpdir(), 'holdfast-units-'));
    try {
      for (const name of units)
        writeFileSync(join(copies, name), textOf(name).replace('/usr/bin/holdfast', process.execPath));
      const paths = units.map((name) => join(copies, name));
      const { stdout, stderr, status } = spawnSync(path, ['verify', '--man=no', ...paths], {
        encoding: 'utf8',
      });
      expect([stdout, stderr, status]).toEqual(['', '', 0]);
    } finally {
      rmSync(copies, { recursive: true, force: true });
    }
  });
});

describe('the workflow', () => {
  it('commits an archive only once it was verified, whatever went wrong before', () => {
    const all = workflow.jobs.archive.steps;
    const verify = all.findIndex(({ run }) => run?.includes('holdfast verify'));
    const commit = all.findIndex(({ run }) => run?.includes('git commit'));
    expect(all[verify]).toMatchObject({ id: 'verify', if: '${{ !cancelled() }}' });
    expect(commit).toBeGreaterThan(verify);
    expect(all[commit]?.if).toBe("${{ !cancelled() && steps.verify.outcome == 'success' }}");
  });
});
