import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addresses } from './aims.ts';

/** What is told to a program in the room. */
export interface RoomMessage<Input> {
  readonly input: Input;
  /** False where no network of its own could be made: then only loopback is there, with the machine's own services. */
  readonly isOwn: boolean;
}

/** A module that calls `answerFrom`. */
export interface RoomProgram<Input, Output> {
  readonly module: URL;
  /** What it makes of its input; never called here. */
  readonly work?: (input: Input) => Promise<Output>;
}

/**
 * Runs a module in a network of its own: private addresses on its loopback interface, an interface that everything
 * else is routed to and that leads nowhere, and a resolver that is a canary. What the module gives to `answerFrom`
 * comes back. Nothing in there can send a packet to anything outside.
 */
export async function inRoom<Input, Output>(
  { module }: RoomProgram<Input, Output>,
  input: Input,
): Promise<{ readonly output: Output; readonly isOwn: boolean }> {
  const way = wayIn();
  const [program, args] =
    way === null ? [process.execPath, []] : (['unshare', [...way, process.execPath]] as const);
  const child = spawn(program, [...args, module.pathname], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const isOwn = way !== null;
  let output: { readonly value: Output } | null = null;
  child.on('message', (value) => {
    output = { value: value as Output };
  });
  child.send({ input, isOwn } satisfies RoomMessage<Input>);
  const [code] = (await once(child, 'exit')) as [number | null];
  const came = output as { readonly value: Output } | null;
  if (came === null) throw new Error(`what ran in the room ended with ${code} and gave nothing`);
  return { output: came.value, isOwn };
}

/** Whether a network of its own can be made here. */
export function canMakeRoom(): boolean {
  return wayIn() !== null;
}

function wayIn(): readonly string[] | null {
  return ways.find((tried) => spawnSync('unshare', [...tried, 'true']).status === 0) ?? null;
}

/** As root, or as somebody who may make user namespaces. */
const ways = [
  ['--net', '--mount'],
  ['--net', '--mount', '--user', '--map-root-user'],
];

/** In the room: waits for its input, works on it, and gives the answer. */
export async function answerFrom<Input, Output>(
  work: (message: RoomMessage<Input>) => Promise<Output>,
): Promise<void> {
  const [message] = (await once(process, 'message')) as [RoomMessage<Input>];
  const undo = message.isOwn ? furnish() : () => undefined;
  try {
    const output = await work(message);
    await new Promise((done) => process.send?.(output, done));
  } finally {
    undo();
    process.disconnect();
  }
}

/** Sets the network up; gives what removes its file again. The rest ends with the room. */
function furnish(): () => void {
  const ip = (text: string) => execFileSync('ip', text.split(' '));
  ip('link set lo up');
  for (const address of addresses)
    if (address !== '127.0.0.1' && address !== '::1') ip(`addr add ${address} dev lo`);
  // Both ends of a cable, in here: what is sent into it is counted, and arrives nowhere.
  ip('link add nowhere type veth peer name end');
  for (const end of ['nowhere', 'end']) ip(`link set ${end} up`);
  // WebRTC uses no interface without an address of its own.
  ip('addr add 203.0.113.1/24 dev nowhere');
  ip('addr add fd00:ec2::1/64 dev nowhere nodad');
  ip('route add default dev nowhere');
  ip('-6 route add default dev nowhere');
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-room-'));
  writeFileSync(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n');
  execFileSync('mount', ['--bind', join(folder, 'resolv.conf'), '/etc/resolv.conf']);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What the kernel has counted in this network since it was made. */
export interface Sent {
  /** TCP connections begun, to whatever address. */
  readonly connections: number;
  readonly datagrams: number;
}

/** Of /proc/net/snmp and snmp6. TCP is counted for both families together. */
export function sent(): Sent {
  const lines = readFileSync('/proc/net/snmp', 'utf8').split('\n');
  const figure = (protocol: string, name: string) => {
    const [names, values] = lines
      .filter((line) => line.startsWith(`${protocol}: `))
      .map((line) => line.split(' '));
    return Number(values?.[names?.indexOf(name) ?? -1]);
  };
  const six = /^Udp6OutDatagrams\s+(\d+)/m.exec(readFileSync('/proc/net/snmp6', 'utf8'))?.[1];
  return {
    connections: figure('Tcp', 'ActiveOpens'),
    datagrams: figure('Udp', 'OutDatagrams') + Number(six),
  };
}
