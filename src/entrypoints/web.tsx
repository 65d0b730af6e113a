import { startApp } from '#web/shell/start-app.tsx';
import { webKinds } from './web-kinds.ts';
import { webRooms } from './web-rooms.ts';

const element = document.querySelector<HTMLElement>('#app');
if (element === null) throw new Error('index.html has no element #app');
startApp(element, {
  rooms: webRooms,
  kinds: webKinds,
  speech: async () => (await import('./speech.ts')).speech,
});
