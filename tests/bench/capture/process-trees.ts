import { readdirSync, readFileSync } from 'node:fs';

/** Counts what whole trees of processes use, those that ended included. Linux only: it reads /proc. */
export interface ProcessTrees {
  /** CPU milliseconds of the tree so far, user and system. */
  cpuOf(root: number): number;
  /** Bytes in memory, what is shared divided among those who share it. */
  memoryOf(root: number): number;
  stop(): void;
}

/** Field values of /proc/<pid>/stat are in hundredths of a second. */
const msPerTick = 10;

/**
 * Looks ten times a second. A process that ended is counted by whoever waited for it; where nobody did, because its
 * parent was gone as well, what was last seen of it is counted.
 */
export function watchProcessTrees(): ProcessTrees {
  const trees = new Map<number, Tree>();
  const look = () => {
    const all = readProcesses();
    for (const [root, tree] of trees) trees.set(root, grown(tree, root, all));
  };
  const timer = setInterval(look, 100);
  return {
    cpuOf: (root) => {
      if (!trees.has(root)) trees.set(root, { members: new Map(), lost: 0 });
      look();
      const { members, lost } = trees.get(root) ?? { members: new Map<number, Process>(), lost: 0 };
      return (lost + sumOf([...members.values()].map(ticksOf))) * msPerTick;
    },
    memoryOf: (root) => sumOf([...(trees.get(root)?.members.keys() ?? [])].map(proportionalBytes)),
    stop: () => clearInterval(timer),
  };
}

/** Since the machine started: milliseconds of all its CPUs, and how many of them were not idle. */
export function machineTime(): { readonly all: number; readonly busy: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  // The last two, guests' time, are counted in the first two already.
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...rest] = line
    .split(/\s+/)
    .slice(1, 9)
    .map(Number);
  const busy = user + nice + system + sumOf(rest);
  return { all: (busy + idle + waiting) * msPerTick, busy: busy * msPerTick };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Tells it from a later one of the same number. */
  readonly begun: number;
  readonly own: number;
  /** Of children it waited for. */
  readonly waited: number;
}

interface Tree {
  readonly members: ReadonlyMap<number, Process>;
  /** Ticks of those that nobody waited for. */
  readonly lost: number;
}

function ticksOf({ own, waited }: Process): number {
  return own + waited;
}

function grown(tree: Tree, root: number, all: ReadonlyMap<number, Process>): Tree {
  const members = new Map<number, Process>();
  // Whoever belonged to it belongs to it still, though another parent was given to it.
  const isMember = (process: Process): boolean =>
    process.pid === root ||
    members.has(process.parent) ||
    tree.members.get(process.pid)?.begun === process.begun;
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const process of all.values()) if (isMember(process)) members.set(process.pid, process);
  }
  const isThere = ({ pid, begun }: Process) => members.get(pid)?.begun === begun;
  const ended = sumOf([...tree.members.values()].filter((process) => !isThere(process)).map(ticksOf));
  const waitedFor = sumOf(
    [...members.values()].map(({ pid, waited }) => waited - (tree.members.get(pid)?.waited ?? waited)),
  );
  return { members, lost: tree.lost + Math.max(0, ended - Math.max(0, waitedFor)) };
}

function readProcesses(): ReadonlyMap<number, Process> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.map(readProcess).filter((process) => process !== null);
  return new Map(found.map((process) => [process.pid, process]));
}

/** Fields of proc_pid_stat(5), counted from the one after the command. */
function readProcess(pid: string): Process | null {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  if (stat === '') return null;
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (field: number) => fields[field - 3] ?? 0;
  return {
    pid: Number(pid),
    parent: at(4),
    begun: at(22),
    own: at(14) + at(15),
    waited: at(16) + at(17),
  };
}

function proportionalBytes(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+)/mu.exec(readOrNothing(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes) * 1_024;
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended between the listing and the look.
    return '';
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
