import { watched } from '#web/state/watched.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'good' | 'bad';
  /** Takes back what was done. */
  readonly undo?: () => void | Promise<void>;
}

export const toastStore = watched<readonly Toast[]>([]);
let nextId = 1;

/** Says briefly what was done, with a way to undo it. Stays longer when it can be undone. */
export function toast(text: string, more: { readonly tone?: Toast['tone']; readonly undo?: Toast['undo'] } = {}): void {
  const id = nextId;
  nextId += 1;
  toastStore.set([
    ...toastStore.now().slice(-2),
    { id, text, tone: more.tone ?? 'neutral', ...(more.undo === undefined ? {} : { undo: more.undo }) },
  ]);
  setTimeout(() => closeToast(id), more.undo === undefined ? 4000 : 10_000);
}

export function closeToast(id: number): void {
  toastStore.set(toastStore.now().filter((shown) => shown.id !== id));
}
