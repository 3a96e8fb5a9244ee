/** A function in the flat form of WebAssembly's text format. Parameters and numbers are of 32 bits, vectors of 128. */
export interface WasmFunction {
  readonly parameters: readonly string[];
  readonly numbers: readonly string[];
  readonly vectors: readonly string[];
  /**
   * One instruction after the other, `;;` before a comment, `$name` for locals and labels
   * (https://webassembly.github.io/spec/core/text/). Only what the functions here use is known. Gives one number.
   */
  readonly code: string;
}

export interface Assembled {
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly run: (...numbers: number[]) => number;
}

/** The function, ready to run, in a memory of so many pages of 64 KB; null where the machine can't run it. */
export function runAssembled(pages: number, code: WasmFunction): Assembled | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = assemble(pages, code);
  if (!WebAssembly.validate(bytes)) return null;
  const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  return {
    memory: new Uint8Array((memory as WebAssembly.Memory).buffer),
    run: run as Assembled['run'],
  };
}

/** A module of one function and one memory, both exported. */
export function assemble(pages: number, code: WasmFunction): Uint8Array<ArrayBuffer> {
  const sections = [
    section(1, [[0x60, ...list(code.parameters.map(() => [i32])), 1, i32]]),
    section(3, [[0]]),
    section(5, [[0, ...unsigned(pages)]]),
    section(7, [
      [...text('memory'), 2, 0],
      [...text('run'), 0, 0],
    ]),
    section(10, [sized(body(code))]),
  ];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);
}

const i32 = 0x7f;
const v128 = 0x7b;

function body({ parameters, numbers, vectors, code }: WasmFunction): number[] {
  const locals = [...parameters, ...numbers, ...vectors];
  const words = code.replace(/;;.*$/gmu, '').match(/\S+/gu) ?? [];
  const labels: string[] = [];
  const out: number[] = [
    ...list([
      [...unsigned(numbers.length), i32],
      [...unsigned(vectors.length), v128],
    ]),
  ];
  for (let at = 0; at < words.length; at += 1) {
    const name = words[at] ?? '';
    const [kind, ...codes] = instructions.get(name) ?? [];
    if (kind === undefined) throw new TypeError(`no instruction ${name}`);
    out.push(...codes);
    const next = () => {
      at += 1;
      return words[at] ?? '';
    };
    if (kind === 'local') out.push(...unsigned(indexIn(locals, next())));
    else if (kind === 'number') out.push(...signed(Number(next())));
    else if (kind === 'lane') out.push(Number(next()));
    else if (kind === 'bytes') out.push(...Array.from({ length: 16 }, () => Number(next())));
    else if (kind === 'memory') out.push(0, ...unsigned(Number(next())));
    else if (kind === 'label')
      out.push(...unsigned(labels.length - 1 - labels.lastIndexOf(known(labels, next()))));
    else if (kind === 'block') {
      labels.push(next());
      out.push(0x40);
    } else if (name === 'end') labels.pop();
  }
  return [...out, 0x0b];
}

function indexIn(names: readonly string[], name: string): number {
  return names.indexOf(known(names, name));
}

function known(names: readonly string[], name: string): string {
  if (!names.includes(name)) throw new TypeError(`nothing is named ${name}`);
  return name;
}

function section(id: number, items: readonly number[][]): number[] {
  return [id, ...sized(list(items))];
}

function list(items: readonly number[][]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function text(value: string): number[] {
  return sized([...new TextEncoder().encode(value)]);
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const rest = value >> 7;
  const low = value & 0x7f;
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

/** What an instruction is followed by. */
type Operand = 'none' | 'local' | 'number' | 'lane' | 'bytes' | 'memory' | 'label' | 'block';

/** Vector instructions have numbers behind a prefix, in LEB128. */
const simd = (code: number) => [0xfd, ...unsigned(code)];

const instructions: ReadonlyMap<string, readonly [Operand, ...number[]]> = new Map<
  string,
  readonly [Operand, ...number[]]
>([
  ['block', ['block', 0x02]],
  ['loop', ['block', 0x03]],
  ['if', ['block', 0x04]],
  ['else', ['none', 0x05]],
  ['end', ['none', 0x0b]],
  ['br', ['label', 0x0c]],
  ['br_if', ['label', 0x0d]],
  ['return', ['none', 0x0f]],
  ['local.get', ['local', 0x20]],
  ['local.set', ['local', 0x21]],
  ['local.tee', ['local', 0x22]],
  ['i32.load', ['memory', 0x28]],
  ['i32.load8_u', ['memory', 0x2d]],
  ['i32.load16_u', ['memory', 0x2f]],
  ['i32.store', ['memory', 0x36]],
  ['i32.const', ['number', 0x41]],
  ['i32.eqz', ['none', 0x45]],
  ['i32.eq', ['none', 0x46]],
  ['i32.ne', ['none', 0x47]],
  ['i32.lt_u', ['none', 0x49]],
  ['i32.gt_u', ['none', 0x4b]],
  ['i32.le_u', ['none', 0x4d]],
  ['i32.ge_u', ['none', 0x4f]],
  ['i32.ctz', ['none', 0x68]],
  ['i32.add', ['none', 0x6a]],
  ['i32.sub', ['none', 0x6b]],
  ['i32.mul', ['none', 0x6c]],
  ['i32.and', ['none', 0x71]],
  ['i32.or', ['none', 0x72]],
  ['i32.xor', ['none', 0x73]],
  ['i32.shl', ['none', 0x74]],
  ['i32.shr_u', ['none', 0x76]],
  ['v128.load', ['memory', ...simd(0x00)]],
  ['v128.const', ['bytes', ...simd(0x0c)]],
  ['i8x16.swizzle', ['none', ...simd(0x0e)]],
  ['i8x16.splat', ['none', ...simd(0x0f)]],
  ['i32x4.extract_lane', ['lane', ...simd(0x1b)]],
  ['i8x16.eq', ['none', ...simd(0x23)]],
  ['i8x16.ne', ['none', ...simd(0x24)]],
  ['i8x16.lt_u', ['none', ...simd(0x26)]],
  ['i8x16.sub', ['none', ...simd(0x71)]],
  ['v128.and', ['none', ...simd(0x4e)]],
  ['v128.or', ['none', ...simd(0x50)]],
  ['v128.xor', ['none', ...simd(0x51)]],
  ['v128.any_true', ['none', ...simd(0x53)]],
  ['i8x16.bitmask', ['none', ...simd(0x64)]],
  ['i16x8.shr_u', ['none', ...simd(0x8d)]],
]);
