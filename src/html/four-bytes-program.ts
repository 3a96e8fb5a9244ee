import { runAssembled } from './wasm-assembly.ts';

/** How many bytes are looked at in one go. */
export const pieceLength = 0x10000;

/** Where things stand in the program's memory. */
export const fourBytesPlaces = {
  /** The tables by half bytes. */
  halves: 0,
  /** By the key of three bytes: 1 where a pattern has it. */
  threes: 0x400,
  piece: 0x10800,
  /** Numbers of 32 bits: offsets into the piece. */
  found: 0x21000,
} as const;

const pages = 7;

export const keyFactors = { first: 1021, second: 31 } as const;

/** The program in a memory of its own; `run` looks at so many bytes of the piece and gives how many places it found. */
export function fourBytesProgram() {
  const { halves, threes, piece, found } = fourBytesPlaces;

  const table = (place: number) => `
    i32.const 0  v128.load ${halves + place * 32}  local.set $lower${place}
    i32.const 0  v128.load ${halves + place * 32 + 16}  local.set $upper${place}`;

  /** The bins that the bytes at that place, behind each of sixteen, are in. */
  const bins = (place: number) => `
    local.get $at  v128.load ${piece + place}  local.set $bytes
    local.get $lower${place}  local.get $bytes  local.get $half  v128.and  i8x16.swizzle
    local.get $upper${place}  local.get $bytes  i32.const 4  i16x8.shr_u  local.get $half  v128.and  i8x16.swizzle
    v128.and`;

  const byte = (place: number) => `local.get $here  i32.load8_u ${piece + place}`;

  const code = `
    v128.const ${'15 '.repeat(16)}  local.set $half
    ${[0, 1, 2, 3].map(table).join('')}
    block $done
      loop $sixteen
        local.get $at  local.get $length  i32.ge_u  br_if $done
        ${bins(0)} ${bins(1)} v128.and ${bins(2)} v128.and ${bins(3)} v128.and
        local.tee $bytes  v128.any_true
        if $some
          ;; one bit for each of the sixteen places
          local.get $bytes  v128.const ${'0 '.repeat(16)}  i8x16.ne  i8x16.bitmask  local.set $left
          loop $place
            local.get $at  local.get $left  i32.ctz  i32.add  local.set $here
            ${byte(0)}  i32.const ${keyFactors.first}  i32.mul
            ${byte(1)}  i32.const ${keyFactors.second}  i32.mul  i32.add
            ${byte(2)}  i32.add  i32.const 0xffff  i32.and
            i32.load8_u ${threes}
            if $told
              local.get $count  local.get $here  i32.store ${found}
              local.get $count  i32.const 4  i32.add  local.set $count
            end
            ;; without its lowest bit
            local.get $left  local.get $left  i32.const 1  i32.sub  i32.and  local.tee $left
            br_if $place
          end
        end
        local.get $at  i32.const 16  i32.add  local.set $at
        br $sixteen
      end
    end
    local.get $count  i32.const 2  i32.shr_u`;

  return runAssembled(pages, {
    parameters: ['$length'],
    numbers: ['$at', '$left', '$here', '$count'],
    vectors: '$half $bytes $lower0 $upper0 $lower1 $upper1 $lower2 $upper2 $lower3 $upper3'.split(' '),
    code,
  });
}
