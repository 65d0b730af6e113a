import type { CivilDate } from '#kernel/civil-date.ts';
import { todayIn } from '#web/format/date.ts';
import { useSession } from '#web/shell/app-context.ts';
import { useWatched, watched } from './watched.ts';

const clock = watched(Date.now());
const everyMs = 15_000;
setInterval(() => clock.set(Date.now()), everyMs);

/** The present in milliseconds since 1970, to a quarter of a minute; the component is drawn again as it passes. */
export function useNow(): number {
  return useWatched(clock);
}

/** Today in the company's time zone. */
export function useToday(): CivilDate {
  return todayIn(useSession().company.timeZone, useNow());
}
