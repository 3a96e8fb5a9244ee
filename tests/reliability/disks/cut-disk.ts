import { execFile } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small disk of its own, whose power can be cut: what wasn't synced is gone once it is back. Needs root on Linux. */
export interface CutDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /**
   * From one moment to the next. Gives how long a file elsewhere was just before: what is added while the disk goes is
   * of a time that no machine without power sees.
   */
  cut(file: string): Promise<number>;
  /** As after the machine has started again. */
  comeBack(): Promise<void>;
  remove(): Promise<void>;
}

/** ext4 in a file, in `home`. Throws where none can be mounted. */
export async function makeCutDisk(home: string, megabytes: number): Promise<CutDisk> {
  const image = join(home, 'disk');
  const folder = join(home, 'mounted');
  const file = await open(image, 'w');
  await file.truncate(megabytes * 1024 ** 2);
  await file.close();
  await mkdir(folder);
  await run('mkfs.ext4', ['-q', '-F', image]);
  const mount = () => run('mount', ['-o', 'loop', image, folder]);
  await mount();
  return {
    folder,
    cut: async (elsewhere) => Number((await run('perl', ['-e', shutDown, folder, elsewhere])).stdout),
    comeBack: async () => {
      await run('umount', [folder]);
      await mount();
    },
    remove: async () => {
      await run('umount', ['-l', folder]);
    },
  };
}

/** EXT4_IOC_SHUTDOWN (fs/ext4/ext4.h) with EXT4_GOING_FLAGS_NOLOGFLUSH: not even the journal is written any more. */
const shutDown = `open my $disk, "<", $ARGV[0] or die "$ARGV[0]: $!";
  my $flags = pack "L", 2;
  my $length = -s $ARGV[1];
  ioctl $disk, 0x8004587D, $flags or die "the disk can't be cut off: $!";
  print $length || 0;`;
