/** A point on the picture with the size of its name, in pixels. */
export interface NamedDot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

export type LabelSide = 'right' | 'left' | 'top' | 'bottom';

const sides: readonly LabelSide[] = ['right', 'left', 'top', 'bottom'];
const gap = 3;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * A side for the name of each dot, the first of right, left, above and below where it stays in the picture and covers
 * neither a dot nor a name before it (greedy point-feature labelling). Where none is free, the first within the picture.
 */
export function labelSides(dots: readonly NamedDot[], picture: Box): LabelSide[] {
  const taken: Box[] = dots.map(({ x, y, radius }) => around(x, y, radius, radius));
  return dots.map((dot) => {
    const inside = sides.filter((side) => within(nameBox(dot, side), picture));
    const free = inside.find((side) => taken.every((other) => !touch(nameBox(dot, side), other)));
    const side = free ?? inside[0] ?? 'right';
    if (free !== undefined) taken.push(nameBox(dot, side));
    return side;
  });
}

function nameBox({ x, y, radius, width, height }: NamedDot, side: LabelSide): Box {
  const aside = radius + gap + width / 2;
  const above = radius + gap + height / 2;
  const [dx, dy] = { right: [aside, 0], left: [-aside, 0], top: [0, -above], bottom: [0, above] }[side];
  return around(x + dx, y + dy, width / 2, height / 2);
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function within(box: Box, picture: Box): boolean {
  return (
    box.left >= picture.left && box.right <= picture.right && box.top >= picture.top && box.bottom <= picture.bottom
  );
}

function touch(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
