/** '#rrggbb' as three parts from 0 to 255. */
function partsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function luminance(parts: readonly number[]): number {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrastRatio(one: string, other: string): number {
  const [light, dark] = [luminance(partsOf(one)), luminance(partsOf(other))].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour at a share (0 to 1) of a ramp of evenly spaced colours. */
export function rampColor(ramp: readonly string[], share: number): string {
  const at = Math.min(Math.max(share, 0), 1) * (ramp.length - 1);
  const below = partsOf(ramp[Math.floor(at)]);
  const above = partsOf(ramp[Math.ceil(at)]);
  const mixed = below.map((part, index) => Math.round(part + (above[index] - part) * (at - Math.floor(at))));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Whichever of two text colours reads better on a background. */
export function readableOn(background: string, one: string, other: string): string {
  return contrastRatio(background, one) >= contrastRatio(background, other) ? one : other;
}
