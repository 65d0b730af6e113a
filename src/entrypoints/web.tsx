import { openAhead } from '#web/shell/open-ahead.ts';
import type { AppParts } from '#web/shell/room-pages.ts';
import { webKinds } from './web-kinds.ts';
import { webRooms } from './web-rooms.ts';

const element = document.querySelector<HTMLElement>('#app');
if (element === null) throw new Error('index.html has no element #app');
const parts: AppParts = {
  rooms: webRooms,
  kinds: webKinds,
  speech: async () => (await import('./speech.ts')).speech,
};
void openAhead(parts, location);
// Not awaited here: the app imports what this module shares with it, so each would wait for the other.
void import('#web/shell/start-app.tsx').then(({ startApp }) => startApp(element, parts));
