import type { RoomPages } from '#web/shell/room-pages.ts';

/** What the rooms hand to the web app, in the order of the house. */
export const webRooms: readonly RoomPages[] = [];
