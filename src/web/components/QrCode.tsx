import { qrCode } from './qr-code.ts';

interface QrCodeProps {
  readonly text: string;
  /** What it is for; the text itself may be secret. */
  readonly label: string;
  /** Width in pixels, quiet zone included. */
  readonly size?: number;
}

/** A QR code, dark on white whatever the appearance: scanners expect it. */
export function QrCode({ text, label, size = 200 }: QrCodeProps) {
  const rows = qrCode(text);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + 4},${y + 4}h1v1h-1z`] : [])));
  const width = rows.length + 8;
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
