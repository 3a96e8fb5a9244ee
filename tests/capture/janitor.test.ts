import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeProfile, sweepProfiles } from '../../src/capture/janitor.ts';
import { ownSelf, writeOwner } from '../../src/capture/owner.ts';
import { silentLog } from '../../src/log.ts';

it('removes profiles of dead owners and nothing else', async () => {
  const work = mkdtempSync(join(tmpdir(), 'holdfast-janitor-'));
  try {
    expect(await sweepProfiles(work, silentLog)).toBe(0);
    const ours = await makeProfile(work);
    const reused = writeOwner({ ...ownSelf(), start: '1' });
    for (const name of [`holdfast-${reused}-abc`, 'someone-elses', 'holdfast-notes', `chrome-${reused}`])
      mkdirSync(join(work, 'profiles', name, 'Default'), { recursive: true });
    expect(await sweepProfiles(work, silentLog)).toBe(1);
    expect(readdirSync(join(work, 'profiles')).sort()).toEqual(
      [`chrome-${reused}`, basename(ours), 'holdfast-notes', 'someone-elses'].sort(),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
