/**
 * A QR code (ISO/IEC 18004) for a short text: bytes in UTF-8, error correction level M, versions 1 to 15, the mask with the lowest penalty.
 * @returns rows of modules, true for dark, without the quiet zone of four modules
 * @throws RangeError when the text is longer than 412 bytes
 */
export function qrCode(text: string): boolean[][] {
  const bytes = [...new TextEncoder().encode(text)];
  const version = blocksM.findIndex((_, at) => at > 0 && bytes.length <= roomOf(at));
  if (version < 1) throw new RangeError(`invalid text: ${bytes.length} bytes (at most ${roomOf(15)} are expected)`);
  const size = 17 + 4 * version;
  const data = interleaved(padded(bytes, version), version);
  const frame = patterns(size, version);
  let best: { modules: boolean[][]; penalty: number } | undefined;
  for (let mask = 0; mask < masks.length; mask++) {
    const modules = drawn(frame, data, mask);
    const penalty = penaltyOf(modules);
    if (best === undefined || penalty < best.penalty) best = { modules, penalty };
  }
  return (best as { modules: boolean[][] }).modules;
}

/** Level M of versions 1 to 15 (table 9): correction bytes of a block, and the data bytes of each block. */
const blocksM: readonly (readonly [number, readonly number[]])[] = [
  [0, []],
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
  [30, [50, 51, 51, 51, 51]],
  [22, [36, 36, 36, 36, 36, 36, 37, 37]],
  [22, [37, 37, 37, 37, 37, 37, 37, 37, 38]],
  [24, [40, 40, 40, 40, 41, 41, 41, 41, 41]],
  [24, [41, 41, 41, 41, 41, 42, 42, 42, 42, 42]],
];

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);

function roomOf(version: number): number {
  return sum(blocksM[version][1]) - (version < 10 ? 2 : 3);
}

/** Mode, length, the bytes, and filling to the capacity of the version (§7.4). */
function padded(bytes: readonly number[], version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const capacity = sum(blocksM[version][1]);
  put(0, Math.min(4, capacity * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const filled = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(8 * at, 8 * at + 8).reduce((byte, bit) => 2 * byte + bit, 0),
  );
  for (let fill = 0xec; filled.length < capacity; fill ^= 0xec ^ 0x11) filled.push(fill);
  return filled;
}

/** Data and correction bytes of all blocks, one of each in turn (§7.6). */
function interleaved(data: readonly number[], version: number): number[] {
  const [corrections, lengths] = blocksM[version];
  let from = 0;
  const blocks = lengths.map((length) => data.slice(from, (from += length)));
  const turns = (all: readonly (readonly number[])[]): number[] =>
    Array.from({ length: Math.max(...all.map(({ length }) => length)) }, (_, at) =>
      all.flatMap((block) => (at < block.length ? [block[at]] : [])),
    ).flat();
  return [...turns(blocks), ...turns(blocks.map((block) => remainder(block, corrections)))];
}

/** Product in GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1. */
function times(left: number, right: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((right >> bit) & 1) * left;
  }
  return product;
}

/** Reed–Solomon: the data as a polynomial, modulo the generator ∏ (x − 2ⁱ). */
function remainder(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let at = 0, root = 1; at < degree; at++, root = times(root, 2)) {
    generator = [...generator, 0].map((one, i) => one ^ (i === 0 ? 0 : times(generator[i - 1], root)));
  }
  const rest = Array.from({ length: degree }, () => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    generator.slice(1).forEach((one, i) => (rest[i] ^= times(one, factor)));
  }
  return rest;
}

type Module = boolean | undefined;

/** Finders, timing, alignment and version (§6.3); undefined where data goes; the places of the format are light for now. */
function patterns(size: number, version: number): Module[][] {
  const grid: Module[][] = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  const square = (row: number, column: number, radius: number, isDark: (ring: number) => boolean): void => {
    for (let down = -radius; down <= radius; down++)
      for (let right = -radius; right <= radius; right++) {
        const [y, x] = [row + down, column + right];
        if (y >= 0 && x >= 0 && y < size && x < size) grid[y][x] = isDark(Math.max(Math.abs(down), Math.abs(right)));
      }
  };
  for (let at = 0; at < size; at++) grid[6][at] = grid[at][6] = at % 2 === 0;
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ])
    square(row, column, 4, (ring) => ring !== 2 && ring !== 4);
  const places = alignments(size, version);
  for (const row of places)
    for (const column of places) {
      // Three corners hold finders.
      const last = places[places.length - 1];
      const inCorner = (row === 6 && column === 6) || (row === 6 && column === last) || (row === last && column === 6);
      if (inCorner) continue;
      square(row, column, 2, (ring) => ring !== 1);
    }
  for (const [y, x] of formatPlaces(size).flat()) grid[y][x] = false;
  grid[size - 8][8] = true;
  if (version >= 7) {
    const coded = withRemainder(version, 0x1f25, 12);
    for (let bit = 0; bit < 18; bit++) {
      const [long, short] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      grid[long][short] = grid[short][long] = ((coded >> bit) & 1) === 1;
    }
  }
  return grid;
}

/** Rows and columns of alignment patterns: evenly from the far edge, the first at 6 (annex E). */
function alignments(size: number, version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((size - 13) / (2 * count - 2));
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - step * (count - 2 - at))];
}

/** Where the 15 bits of the format stand, twice (§7.9). */
function formatPlaces(size: number): [number, number][][] {
  const near = [0, 1, 2, 3, 4, 5, 7, 8];
  return Array.from({ length: 15 }, (_, bit) => [
    bit < 8 ? [near[bit], 8] : [8, bit < 9 ? 7 : 14 - bit],
    bit < 8 ? [8, size - 1 - bit] : [size - 15 + bit, 8],
  ]);
}

/** The value followed by its remainder modulo the generator (BCH codes of annexes C and D). */
function withRemainder(value: number, generator: number, degree: number): number {
  let rest = value << degree;
  for (let bit = 31 - Math.clz32(rest); bit >= degree; bit--)
    if (((rest >> bit) & 1) === 1) rest ^= generator << (bit - degree);
  return (value << degree) | rest;
}

/** §7.8.2: row, column → is the module turned over. */
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Data in columns of two from the right, up and down in turn (§7.7.3), masked, with the format of level M and the mask. */
function drawn(frame: readonly Module[][], data: readonly number[], mask: number): boolean[][] {
  const size = frame.length;
  const grid = frame.map((row) => row.map((module) => module === true));
  let bit = 0;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (frame[row][column] !== undefined) continue;
        const isDark = bit < 8 * data.length && ((data[bit >> 3] >> (7 - (bit & 7))) & 1) === 1;
        grid[row][column] = isDark !== masks[mask](row, column);
        bit += 1;
      }
    }
  }
  const format = withRemainder(mask, 0x537, 10) ^ 0x5412;
  formatPlaces(size).forEach((places, at) => {
    for (const [row, column] of places) grid[row][column] = ((format >> at) & 1) === 1;
  });
  return grid;
}

/** §7.8.3: long runs, blocks of one colour, what looks like a finder, and an uneven share of dark. */
function penaltyOf(grid: readonly boolean[][]): number {
  const size = grid.length;
  const columns = grid.map((_, column) => grid.map((row) => row[column]));
  let penalty = 0;
  for (const line of [...grid, ...columns]) {
    const text = line.map((isDark) => (isDark ? '1' : '0')).join('');
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += 40 * [...text.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      const one = grid[row][column];
      if (one === grid[row][column + 1] && one === grid[row + 1][column] && one === grid[row + 1][column + 1])
        penalty += 3;
    }
  const dark = sum(grid.map((row) => row.filter(Boolean).length));
  return penalty + 10 * Math.floor(Math.abs(dark / size ** 2 - 0.5) * 20);
}
