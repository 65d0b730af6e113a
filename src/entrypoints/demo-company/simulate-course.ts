import type { Random } from '#kernel/random.ts';
import { stageProfiles } from './catalogue.ts';
import { between, gamma2, weightedDraw } from './draw.ts';
import { plantedTruths } from './planted-truths.ts';
import type { WorkingDays } from './working-days.ts';
import { type World, dayOf, workingMoment } from './world.ts';

/** A deal's way through the stages: when it entered each, and whether and when it ended. */
export interface Course {
  /** stage (position in `stageProfiles`) and the instant it was entered, in order; the end is the last when it has one. */
  readonly entries: readonly { readonly stage: number; readonly at: number }[];
  readonly outcome: 'open' | 'won' | 'lost';
  /** Nobody has touched it since this day. */
  readonly abandonedDay: number | undefined;
}

export interface CourseTerms {
  readonly createdAt: number;
  readonly region: string;
  readonly wins: boolean;
  /** It will be left lying at some stage. */
  readonly abandoned: boolean;
}

const openStages = stageProfiles.filter(({ outcome }) => outcome === 'open');
const wonStage = stageProfiles.findIndex(({ outcome }) => outcome === 'won');
const lostStage = stageProfiles.findIndex(({ outcome }) => outcome === 'lost');
const drawLossStage = weightedDraw(openStages.map(({ shareOfLosses }) => shareOfLosses));
const shortestStayMs = 20 * 60_000;

/** Walks a deal through the stages until it ends or the history does. */
export function simulateCourse(world: World, days: WorkingDays, random: Random, terms: CourseTerms): Course {
  const entries = [{ stage: 0, at: terms.createdAt }];
  const lastOpen = terms.wins ? openStages.length - 1 : drawLossStage(random);
  const abandonedAt = terms.abandoned ? random.integer(lastOpen + 1) : -1;
  let abandonedDay: number | undefined;
  let at = terms.createdAt;
  for (let stage = 0; stage <= lastOpen; stage++) {
    let stay = gamma2(random, openStages[stage].days * slowness(world, terms.region, stage));
    if (stage === abandonedAt) {
      abandonedDay = dayOf(at) + Math.round(stay);
      stay += between(random, 100, 260);
    }
    const isLast = stage === lastOpen;
    const due = Math.round(dayOf(at) + stay);
    const wins = isLast && terms.wins && abandonedAt < 0;
    const day = wins ? days.signingDay(random, due) : days.workdayFrom(due);
    at = Math.max(workingMoment(random, day), at + shortestStayMs);
    if (at > world.endsAt) break;
    if (abandonedAt === stage)
      return { entries: [...entries, { stage: lostStage, at }], outcome: 'lost', abandonedDay };
    if (isLast) {
      const outcome = terms.wins ? 'won' : 'lost';
      return { entries: [...entries, { stage: terms.wins ? wonStage : lostStage, at }], outcome, abandonedDay };
    }
    entries.push({ stage: stage + 1, at });
  }
  return {
    entries,
    outcome: 'open',
    abandonedDay: abandonedDay !== undefined && abandonedDay < world.endDay ? abandonedDay : undefined,
  };
}

function slowness(world: World, region: string, stage: number): number {
  const { slowStage } = plantedTruths;
  return world.has('slowStage') && region === slowStage.region && openStages[stage].name === slowStage.stage
    ? slowStage.timesLonger
    : 1;
}
