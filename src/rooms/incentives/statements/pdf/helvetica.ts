/** Widths of Helvetica in thousandths of its size, from Adobe's font metrics (Core 14 AFM): ' ' to '~', regular and bold. */
const regular =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const bold =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';

/** Signs outside ASCII that WinAnsiEncoding has: its code and the width, the same in both weights but where given. */
const more: Readonly<Record<string, readonly [code: number, width: number]>> = {
  '€': [0x80, 556],
  '…': [0x85, 1000],
  '–': [0x96, 556],
  '—': [0x97, 1000],
  '£': [0xa3, 556],
  '¥': [0xa5, 556],
  '·': [0xb7, 278],
  '×': [0xd7, 584],
  '÷': [0xf7, 584],
};

const widths = { regular: regular.split(' ').map(Number), bold: bold.split(' ').map(Number) } as const;

export type Weight = keyof typeof widths;

/** The code and width of a sign in Helvetica; undefined for signs that it does not have. */
export function helvetica(sign: string, weight: Weight): { readonly code: number; readonly width: number } | undefined {
  const code = sign.codePointAt(0)!;
  if (code >= 32 && code <= 126) return { code, width: widths[weight][code - 32] };
  const found = more[sign];
  return found === undefined ? undefined : { code: found[0], width: found[1] };
}
