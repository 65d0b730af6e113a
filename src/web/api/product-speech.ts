import type { ProductSpeech } from '#kernel/sentences/product-speech.ts';
import { watched } from '#web/state/watched.ts';

/** The sentences in which problems are told to readers. They are loaded with the first problem, for most visits see none. */
export const knownSpeech = watched<ProductSpeech | undefined>(undefined);

let load: (() => Promise<ProductSpeech>) | undefined;

export function speakWith(loader: () => Promise<ProductSpeech>): void {
  load = loader;
}

/** Resolves when the sentences are there; without them (no network) problems are told as the server sent them. */
export async function loadSpeech(): Promise<void> {
  if (load === undefined || knownSpeech.now() !== undefined) return;
  try {
    knownSpeech.set(await load());
  } catch {
    // Told in English now, and asked for again with the next problem.
  }
}
