import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code.ts';

const rowsOf = (text: string): string[] => qrCode(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

/**
 * Expected: qrcode-generator 2.0.4, level M, byte mode, for texts where it chooses the same of the eight masks (any of them is a right
 * code). Texts of 1 to 412 bytes were also read back with jsqr 1.4.0.
 */
describe('a QR code', () => {
  it('equals the reference', () => {
    expect(rowsOf('今日事今日毕')).toEqual([
      '#######.#.#..#....#######',
      '#.....#...####.##.#.....#',
      '#.###.#...###.#...#.###.#',
      '#.###.#.#...#...#.#.###.#',
      '#.###.#.#..#..##..#.###.#',
      '#.....#.###.#..#..#.....#',
      '#######.#.#.#.#.#.#######',
      '........###.##...........',
      '#...#.###..###...#####..#',
      '###..#.#.##..####.....#.#',
      '#...#.#............###.##',
      '..#....#..#.#.##.#..#...#',
      '.###..##...#.##....##.#..',
      '###.#..#..#.#..#.#.#.#.#.',
      '..##.##.#######..##.##.##',
      '....##.#...#.#....#.##.#.',
      '###..###.#..##..######.##',
      '........###..####...##...',
      '#######.#.#....##.#.#...#',
      '#.....#.....#.###...##.##',
      '#.###.#.#.##.########.#.#',
      '#.###.#..#..#...#....#.##',
      '#.###.#...#####.##..#.##.',
      '#.....#..###.#.#.##....#.',
      '#######.#...##.##...#.###',
    ]);
  });

  it.each([
    [35, 29, '6181934e836f9b6bf5ca416fd32e7a7720b0845b576e1c56f48ec31fe4f58871'],
    [43, 33, '2d43637522a6013aea954d25ce31bcdccc34dfdf13b05518cedcdd8ec8105c70'],
    [64, 37, '3b62dfe2a345fa506f3191121b4a0de96ddc5d2fcbdcc1d1102472cb2a0bd12c'],
    [87, 41, '1720bae99b4e7a02b86851bf7373679a5d4643f7a8b8408d5deb0d167e28e31d'],
    [111, 45, 'aaaa596e94d9dc0afe6caaea064760998515719fec4d702d980c98a9e0b83422'],
    [124, 49, 'e4f56b64abc748434dd0259f547c94fafcce0dac4fb4669eeaab1c3704137442'],
    [156, 53, '6e5614ba0952b9668ec913971c1debd4881da3fc517b2e2f9260e5f964b09b95'],
    [194, 57, '0f366c355f9f44d5b5193e41ed738f1657aa34f4e75ef2755e719e51ccf6cea1'],
    [223, 61, '9f3bf13ab7359c1f38c8cd87bd9fd108881de4751545346bafb123c6fa75aa8b'],
    [290, 69, '2773c7a128bce53c5412582a5bd74fabfcd9458b375f5cbd63d114dee11c3c03'],
  ])('of %i bytes, %i modules wide, equals the reference', (length, size, sha256) => {
    const rows = rowsOf('otpauth://totp/Quarterdeck?secret='.padEnd(length, 'AB'));
    expect(rows).toHaveLength(size);
    expect(createHash('sha256').update(rows.join('\n')).digest('hex')).toBe(sha256);
  });

  it('refuses what does not fit', () => {
    expect(() => qrCode('a'.repeat(413))).toThrow('413 bytes (at most 412');
  });
});
