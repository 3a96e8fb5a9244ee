import { runAssembled } from './wasm-assembly.ts';

/** How many bytes of a page the memory holds at a time. */
export const walkedLength = 0x10000;

/** Where things stand in the program's memory. */
export const tagWalkPlaces = {
  /** Two numbers: where the walk stopped, and how far it had read. */
  stopped: 0,
  /** By byte: what it is in a tag, as bits of `byteClasses`. */
  classes: 0x100,
  /** Sixteen times 255, then sixteen times 0. */
  fill: 0x200,
  /** By the lower half of a byte: the one that ends names; others have none. */
  nameEnds: 0x220,
  /** By the hash of a name: the name in sixteen bytes, its mark, twelve bytes of nothing. */
  names: 0x400,
  piece: 0x10800,
  /** Three numbers of 32 bits for each tag. */
  cells: 0x21000,
} as const;

/** Past the piece so many bytes are read: all must be `>`. */
export const walkedBeyond = 64;

const pages = 7;

export const byteClasses = { space: 1, slash: 2, greater: 4, equals: 8, quote: 16 } as const;

/** How many names there may be, as a power of two: few enough are filled that no two have the same hash. */
export const nameSlotBits = 11;

/** Factors of the four numbers that a name's sixteen bytes are. */
export type NameFactors = readonly [number, number, number, number];

/** Which bits of a mark say what of a start tag, and how a cell is made of a mark and a kind. */
export interface WalkBits {
  readonly special: number;
  /** Up to its end tag all is text. */
  readonly raw: number;
  readonly script: number;
  readonly kindBits: number;
  readonly kinds: { readonly comment: number; readonly raw: number };
}

/**
 * Walks over the tags of a piece from `$at`, writes a cell for each, and gives how many numbers that are, times four. It stops before what is no plain
 * tag, comment or raw text: declarations, names that are too long, start tags whose mark has one of `special`, scripts with
 * comments in them; before a tag that begins at or behind `$last`; and before what is cut off at `$length`.
 */
export function tagWalkProgram(factors: NameFactors, bits: WalkBits) {
  const { stopped, classes, fill, nameEnds, names, piece, cells } = tagWalkPlaces;
  const { space, slash, greater, equals, quote } = byteClasses;

  const sixteen = (byte: number) => `v128.const ${`${byte} `.repeat(16)}`;
  const classAt = `local.get $at  i32.load8_u ${piece}  i32.load8_u ${classes}`;
  const forward = 'local.get $at  i32.const 1  i32.add  local.set $at';
  /** Goes on while the byte has none of the classes, or some. */
  const until = (label: string, bits: number) => `
    loop ${label}
      ${classAt}  i32.const ${bits}  i32.and  i32.eqz
      if ${label}-inside  ${forward}  br ${label}  end
    end`;
  const pastSpace = (label: string) => `
    loop ${label}
      ${classAt}  i32.const ${space}  i32.and
      if ${label}-inside  ${forward}  br ${label}  end
    end`;
  /** To the first byte of that value, sixteen at a time; out of the block when none is left. */
  const toByte = (label: string, wanted: string, out: string) => `
    loop ${label}
      local.get $at  local.get $length  i32.ge_u  br_if ${out}
      local.get $at  v128.load ${piece}  ${wanted}  i8x16.eq  i8x16.bitmask  local.tee $bits
      i32.eqz
      if ${label}-none  local.get $at  i32.const 16  i32.add  local.set $at  br ${label}  end
    end
    local.get $at  local.get $bits  i32.ctz  i32.add  local.set $at`;
  /** Sixteen bytes in lower case, as many of them as the name has. */
  const lowerName = (bytes: string) => `
    local.get ${bytes}
    local.get ${bytes}  ${sixteen(0x41)}  i8x16.sub  ${sixteen(26)}  i8x16.lt_u  ${sixteen(0x20)}  v128.and
    v128.or
    i32.const 16  local.get $nameLength  i32.sub  v128.load ${fill}
    v128.and`;
  const lane = (at: number) =>
    `local.get $name  i32x4.extract_lane ${at}  i32.const ${factors[at] ?? 0}  i32.mul`;

  const code = `
    i32.const 0  v128.load ${nameEnds}  local.set $nameEnds
    local.get $at  local.set $open
    block $stop
      loop $tag
        ${toByte('$less', sixteen(0x3c), '$stop')}
        local.get $at  local.set $open
        local.get $open  local.get $last  i32.ge_u  br_if $stop
        local.get $open  i32.load8_u ${piece + 1}  i32.const 0x2f  i32.eq  local.set $kind
        local.get $open  local.get $kind  i32.add  i32.const 1  i32.add  local.set $at
        block $ends
        ;; no letter: comments are walked over, declarations and odd end tags stop the walk, all else is text
        local.get $at  i32.load8_u ${piece}  local.tee $byte
        i32.const 0x20  i32.or  i32.const 0x61  i32.sub  i32.const 26  i32.ge_u
        if $noLetter
          local.get $kind  br_if $stop
          local.get $byte  i32.const 0x3f  i32.eq  br_if $stop
          local.get $byte  i32.const 0x21  i32.ne  br_if $tag
          local.get $open  i32.load16_u ${piece + 2}  i32.const 0x2d2d  i32.ne  br_if $stop
          i32.const ${bits.kinds.comment}  local.set $kind
          i32.const 0  local.set $mark
          local.get $open  i32.const 4  i32.add  local.set $at
          loop $comment
            ${toByte('$commentEnd', sixteen(0x3e), '$stop')}
            local.get $at  i32.load16_u ${piece - 2}  i32.const 0x2d2d  i32.eq  br_if $ends
            local.get $at  i32.load8_u ${piece - 1}  i32.const 0x21  i32.eq  br_if $stop
            ${forward}
            br $comment
          end
        end
        ;; where the name ends
        local.get $at  v128.load ${piece}  local.tee $name
        local.get $nameEnds  local.get $name  ${sixteen(15)}  v128.and  i8x16.swizzle
        i8x16.eq  i8x16.bitmask  local.tee $bits
        i32.eqz  br_if $stop
        local.get $at  local.get $bits  i32.ctz  local.tee $nameLength  i32.add  local.set $at
        ;; the name in lower case, zeros behind it
        ${lowerName('$name')}  local.tee $name
        ;; its mark
        ${lane(0)} ${lane(1)} i32.add ${lane(2)} i32.add ${lane(3)} i32.add
        i32.const ${32 - nameSlotBits}  i32.shr_u  i32.const 5  i32.shl  local.tee $slot
        v128.load ${names}  v128.xor  v128.any_true
        i32.const 1  i32.sub
        local.get $slot  i32.load ${names + 16}  i32.and  local.set $mark
        ;; past its attributes
          loop $attribute
            ;; nearly always a name, its equals sign and a quote stand in the next sixteen bytes, or no quote before the end
            local.get $at  v128.load ${piece}  local.tee $text
            ${sixteen(0x3e)}  i8x16.eq
            local.get $text  ${sixteen(0x22)}  i8x16.eq  v128.or
            local.get $text  ${sixteen(0x27)}  i8x16.eq  v128.or
            i8x16.bitmask  local.tee $bits
            if $near
              local.get $at  local.get $bits  i32.ctz  local.tee $bits  i32.add  local.tee $slot
              i32.load8_u ${piece}  local.tee $byte
              i32.const 0x3e  i32.eq
              if $noMore  local.get $slot  local.set $at  br $ends  end
              local.get $text  ${sixteen(0x3d)}  i8x16.eq  i8x16.bitmask  i32.ctz  i32.const 1  i32.add
              local.get $bits  i32.eq
              local.get $bits  i32.const 1  i32.gt_u  i32.and
              local.get $slot  i32.load8_u ${piece - 2}  i32.load8_u ${classes}
              i32.const ${space | slash}  i32.and  i32.eqz  i32.and
              if $plain
                local.get $byte  i8x16.splat  local.set $quote
                local.get $slot  i32.const 1  i32.add  local.set $at
                ${toByte('$plainClosing', 'local.get $quote', '$stop')}
                ${forward}
                br $attribute
              end
            end
            ;; else a step at a time
            ${classAt}  local.tee $byte
            i32.const ${greater}  i32.and  br_if $ends
            local.get $byte  i32.const ${space | slash}  i32.and
            if $between  ${forward}  br $attribute  end
            ${forward}
            ${until('$attributeName', space | slash | greater | equals)}
            ${pastSpace('$beforeEquals')}
            ${classAt}  i32.const ${equals}  i32.and  i32.eqz  br_if $attribute
            ${forward}
            ${pastSpace('$beforeValue')}
            ${classAt}  i32.const ${quote}  i32.and
            if $quoted
              local.get $at  i32.load8_u ${piece}  i8x16.splat  local.set $quote
              ${forward}
              ${toByte('$closing', 'local.get $quote', '$stop')}
              ${forward}
            else
              ${until('$value', space | greater)}
            end
            br $attribute
          end
        end
        ${forward}
        local.get $at  local.get $length  i32.gt_u  br_if $stop
        local.get $kind  i32.eqz
        if $isStart
          local.get $mark  i32.const ${bits.special}  i32.and  br_if $stop
          local.get $mark  i32.const ${bits.raw}  i32.and
          if $isRaw
            i32.const ${bits.kinds.raw}  local.set $kind
            block $rawEnds
              loop $raw
                ${toByte('$rawEnd', sixteen(0x3c), '$stop')}
                ;; an end tag must be seen whole
                local.get $at  local.get $nameLength  i32.add  i32.const 3  i32.add  local.get $length  i32.gt_u
                if $cut  local.get $length  local.set $at  br $stop  end
                local.get $at  i32.load8_u ${piece + 1}  i32.const 0x2f  i32.eq
                if $maybe
                  local.get $at  v128.load ${piece + 2}  local.set $text
                  ${lowerName('$text')}  local.get $name  v128.xor  v128.any_true  i32.eqz
                  local.get $at  local.get $nameLength  i32.add  i32.load8_u ${piece + 2}  i32.load8_u ${classes}
                  i32.const ${space | slash | greater}  i32.and  i32.const 0  i32.ne
                  i32.and  br_if $rawEnds
                end
                ;; a comment may hide the end of a script
                local.get $at  i32.load ${piece}  i32.const 0x2d2d213c  i32.eq
                local.get $mark  i32.const ${bits.script}  i32.and  i32.const 0  i32.ne
                i32.and  br_if $stop
                ${forward}
                br $raw
              end
            end
          end
        end
        local.get $cell  local.get $mark  i32.const ${bits.kindBits}  i32.shl  local.get $kind  i32.or
        i32.store ${cells}
        local.get $cell  local.get $open  local.get $base  i32.add  i32.store ${cells + 4}
        local.get $cell  local.get $at  local.get $base  i32.add  i32.store ${cells + 8}
        local.get $cell  i32.const 12  i32.add  local.set $cell
        local.get $at  local.set $open
        br $tag
      end
    end
    i32.const 0  local.get $open  i32.store ${stopped}
    i32.const 0  local.get $at  i32.store ${stopped + 4}
    local.get $cell`;

  return runAssembled(pages, {
    parameters: ['$at', '$last', '$length', '$base'],
    numbers: '$open $kind $byte $bits $slot $mark $cell $nameLength'.split(' '),
    vectors: '$nameEnds $name $text $quote'.split(' '),
    code,
  });
}
