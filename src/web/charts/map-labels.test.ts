import { describe, expect, it } from 'vitest';
import { labelSides } from './map-labels.ts';

const picture = { left: 0, right: 300, top: 0, bottom: 200 };
const dot = (x: number, y: number) => ({ x, y, radius: 4, width: 80, height: 14 });

describe('where the names of dots stand', () => {
  it('is on the right, and on the left where the picture ends', () => {
    expect(labelSides([dot(50, 50), dot(280, 150)], picture)).toEqual(['right', 'left']);
  });
  it('keeps off other names and other dots', () => {
    // the second dot is at the end of the first name, and its own would leave the picture on the right
    expect(labelSides([dot(100, 100), dot(250, 100)], picture)).toEqual(['right', 'top']);
    expect(labelSides([dot(100, 100), dot(140, 100)], picture)).toEqual(['left', 'right']);
  });
  it('has a side even where everything is full', () => {
    const sides = labelSides(
      Array.from({ length: 6 }, () => dot(150, 100)),
      picture,
    );
    expect(sides).toHaveLength(6);
    expect(labelSides([dot(150, 100)], { ...picture, right: 10 })).toEqual(['right']);
  });
});
