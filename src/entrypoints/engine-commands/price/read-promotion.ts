export const promotionNames = ['promo', 'on_promotion', 'promotion_flag', '促销', '是否促销', '促销活动'] as const;

const none = new Set(['', '0', 'no', 'n', 'false', 'none', 'null', 'na', 'n/a', '-', '否', '无', '無']);
const plainYes = new Set(['1', 'yes', 'y', 'true', '是', '有']);

/** Whether a cell says that there was no promotion. */
export function isNoPromotion(text: string | undefined): boolean {
  return none.has((text ?? '').trim().toLowerCase());
}

/** 0 without promotion, 1 with one (yes, true, 是 or the name of a promotion), or a number such as its depth. */
export function readPromotion(texts: readonly (string | undefined)[], notes: string[]): number[] {
  const named = new Set<string>();
  const values = texts.map((text) => {
    if (isNoPromotion(text)) return 0;
    const value = text!.trim().toLowerCase();
    if (plainYes.has(value)) return 1;
    const number = Number(value.replace(/%$/, '')) / (value.endsWith('%') ? 100 : 1);
    if (Number.isFinite(number)) return number;
    named.add(text!.trim());
    return 1;
  });
  if (named.size > 0)
    notes.push(`column "promotion" names ${named.size} promotions; every one counts as 1, blank as 0`);
  return values;
}
