import type { FunctionComponent } from 'react';
import type { LocalText } from '#kernel/local-text.ts';
import type { RecordKind, Room } from '#kernel/record-kind.ts';
import type { ProductSpeech } from '#kernel/sentences/product-speech.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { Action, Session } from '#web/api/session.ts';
import type { IconName } from '#web/components/Icon.tsx';
import type { SearchParams } from './search-params.ts';

/** One page of a room. Its code is loaded when it is first opened. */
export interface PageDefinition {
  /** Full path; parameters begin with `$`: '/selling/opportunities/$id'. */
  readonly path: string;
  readonly title: LocalText;
  /** A name in the icon set, which is loaded later than the pages are declared. */
  readonly icon?: string;
  /** One line on what is done there, for the overview of a room. */
  readonly note?: LocalText;
  /** Stands in the navigation of its room, in the order given. */
  readonly inNavigation?: boolean;
  /** Shown to those who may read this kind, or do with it what `action` says. */
  readonly kind?: string;
  readonly action?: Action;
  /** Shown to those who hold this right. */
  readonly right?: string;
  /** Outside the shell and without sign-in: surveys, a buyer's deal room. */
  readonly bare?: boolean;
  readonly load: () => Promise<{ readonly default: FunctionComponent }>;
  /** Addresses of the API that the page reads first, where they can be told before its code is there. */
  readonly ahead?: (opening: Opening) => readonly string[];
}

/** Under what circumstances a page is opened. */
export interface Opening {
  readonly search: SearchParams;
  readonly session: Session;
  readonly kinds: readonly RecordKind[];
  readonly today: CivilDate;
}

/** Something ⌘K can find or do. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  /** Where it leads, or what it does. */
  readonly to?: string;
  readonly run?: () => void;
}

/** Answers ⌘K: what fits the text, best first. */
export interface PaletteSource {
  readonly id: string;
  readonly heading: LocalText;
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
}

/** What a room hands to the shell. */
export interface RoomPages {
  readonly room: Room;
  readonly pages: readonly PageDefinition[];
  readonly palette?: readonly PaletteSource[];
}

/** Everything the shell is started with. */
export interface AppParts {
  readonly rooms: readonly RoomPages[];
  readonly kinds: readonly RecordKind[];
  /** The sentences in which problems are told, loaded when there is one to tell. */
  readonly speech?: () => Promise<ProductSpeech>;
}
