import { describe, expect, it } from 'vitest';
import { darkLook, lightLook } from './chart-look.ts';
import { contrastRatio, rampColor, readableOn } from './contrast.ts';

describe('contrast', () => {
  it('is 21 for black on white and 4.54 for #767676 on white, as WCAG tables say', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBe(21);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('mixes a ramp between its colours', () => {
    expect(rampColor(['#000000', '#646464'], 0.5)).toBe('#323232');
    expect(rampColor(['#000000', '#646464'], 7)).toBe('#646464');
  });

  it.each([lightLook, darkLook])(
    'keeps text at 4.5, muted text at 4.5, series at 3, cells at 4.5 against what lies behind',
    (look) => {
      expect(contrastRatio(look.text, look.surface)).toBeGreaterThan(4.5);
      expect(contrastRatio(look.muted, look.surface)).toBeGreaterThan(4.5);
      for (const color of [...look.series, look.gain, look.loss, look.accent]) {
        expect(contrastRatio(color, look.surface)).toBeGreaterThanOrEqual(3);
      }
      for (const ramp of [look.ramp, look.diverging]) {
        for (let share = 0; share <= 1; share += 0.02) {
          const cell = rampColor(ramp, share);
          expect(contrastRatio(cell, readableOn(cell, '#000000', '#ffffff'))).toBeGreaterThan(4.5);
        }
      }
    },
  );
});
