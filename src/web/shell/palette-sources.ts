import { text } from '#kernel/local-text.ts';
import type { Language } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import { fetchValue } from '#web/api/request.ts';
import { iconNamed } from '#web/components/Icon.tsx';
import { recordPath } from './app-context.ts';
import type { NavigationRoom } from './navigation.ts';
import { roomIcons } from './navigation.ts';
import type { PaletteItem, PaletteSource } from './room-pages.ts';

/** What the server finds over all kinds by name, pinyin or initials: GET /api/search?q=. */
export interface SearchHits {
  readonly hits: readonly {
    readonly kind: string;
    readonly id: string;
    readonly label: string;
    readonly detail?: string | null;
  }[];
}

export function recordSource(kinds: readonly RecordKind[], language: Language): PaletteSource {
  return {
    id: 'records',
    heading: text('Records', '记录', '記錄'),
    search: async (typed, signal) => {
      if (typed.trim() === '') return [];
      const { hits } = await fetchValue<SearchHits>('/api/search', { query: { q: typed, limit: 12 }, signal });
      return hits.flatMap((hit): PaletteItem[] => {
        const kind = kinds.find((one) => one.kind === hit.kind);
        if (kind === undefined) return [];
        const detail = [kind.label[language], hit.detail ?? ''].filter((part) => part !== '').join(' · ');
        return [{ id: hit.id, label: hit.label, detail, icon: iconNamed(kind.icon), to: recordPath(kind, hit.id) }];
      });
    },
  };
}

export function pageSource(
  rooms: readonly NavigationRoom[],
  language: Language,
  roomName: (room: NavigationRoom['room']) => string,
): PaletteSource {
  return {
    id: 'pages',
    heading: text('Pages', '页面', '頁面'),
    search: async (typed) =>
      rooms
        .flatMap(({ room, pages }) => pages.map((page) => ({ room, page })))
        .filter(({ room, page }) => fits(typed, [...Object.values(page.title), roomName(room), page.path]))
        .slice(0, typed.trim() === '' ? 9 : 8)
        .map(({ room, page }) => ({
          id: page.path,
          label: page.title[language],
          detail: roomName(room),
          icon: page.icon === undefined ? roomIcons[room] : iconNamed(page.icon),
          to: page.path,
        })),
  };
}

/** Whether every word typed occurs in one of the texts. */
export function fits(typed: string, texts: readonly string[]): boolean {
  const whole = texts.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
