import { type Language, languages } from '#kernel/local-text.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

/** One object for each viewer and language, so that what is remembered by viewer is found again. */
const variants = new WeakMap<Viewer, Map<Language, Viewer>>();

/**
 * The viewer as they read this reply: in the language that `Accept-Language` names, when it is exactly one of ours, as the web app and
 * programs send it; a browser's own list of preferences does not count against what the account says.
 */
export function inAskedLanguage(viewer: Viewer, header: string | undefined): Viewer {
  const asked = languages.find((language) => language === header);
  if (asked === undefined || asked === viewer.language) return viewer;
  const known = variants.get(viewer) ?? new Map<Language, Viewer>();
  const found = known.get(asked) ?? { ...viewer, language: asked };
  variants.set(viewer, known.set(asked, found));
  return found;
}
