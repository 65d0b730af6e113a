import { askAhead, askIn } from '#web/api/request.ts';
import { type NoSession, type Session, sessionAddress } from '#web/api/session.ts';
import { todayIn } from '#web/format/date.ts';
import { storedLanguage } from '#web/i18n/language.ts';
import { pageIsOpen } from './navigation.ts';
import type { AppParts, PageDefinition } from './room-pages.ts';
import { parseSearch } from './search-params.ts';

/**
 * Begins what the address needs while the app itself is still on its way: asks who is there, has the code of the page fetched, and, once
 * it is known that the page is open to them, asks what it reads first. Where it guesses wrong or fails, the app does it in its own time.
 */
export async function openAhead(parts: AppParts, place: Pick<Location, 'pathname' | 'search'>): Promise<void> {
  const language = storedLanguage();
  if (language !== undefined) askIn(language);
  const page = pageAt(parts, place.pathname);
  if (page === undefined) return;
  try {
    const code = page.load();
    code.catch(() => undefined);
    if (page.bare === true) return;
    const session = (await (await askAhead(sessionAddress, 'any')).clone().json()) as Session | NoSession;
    if (!session.signedIn) {
      await pageAt(parts, '/sign-in')?.load();
      return;
    }
    // As the app will: in the language of the account, unless another was chosen in this browser.
    if (language === undefined) askIn(session.viewer.language);
    if (page.ahead !== undefined && pageIsOpen(page, session)) {
      const today = todayIn(session.company.timeZone, Date.now());
      const opening = { search: parseSearch(place.search), session, kinds: parts.kinds, today };
      for (const address of page.ahead(opening)) askAhead(address).catch(() => undefined);
    }
    await code;
  } catch {
    // The app meets the same trouble when it asks, and tells it.
  }
}

/** The page at an address; the first page of the house at '/'. */
export function pageAt({ rooms }: Pick<AppParts, 'rooms'>, pathname: string): PageDefinition | undefined {
  const pages = rooms.flatMap((room) => room.pages);
  if (pathname === '/') return pages.find(({ inNavigation }) => inNavigation === true);
  const parts = pathname.replace(/\/$/, '').split('/');
  const fits = ({ path }: PageDefinition, exactly: boolean): boolean => {
    const wanted = path.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, at) => part === parts[at] || (!exactly && part.startsWith('$') && parts[at] !== ''))
    );
  };
  return pages.find((page) => fits(page, true)) ?? pages.find((page) => fits(page, false));
}
