import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  /** What it is for; the text itself may be secret. */
  readonly label: string;
  /** Width in pixels, quiet zone included. */
  readonly size?: number;
}

/** A QR code, dark on white whatever the appearance: scanners expect it. */
export function QrCode({ text, label, size = 200 }: QrCodeProps) {
  // four modules of quiet zone, as ISO/IEC 18004 asks
  const { data, size: width } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x},${y}h1v1h-1z`] : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${width} ${width}`}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
