import type { Id } from '#kernel/id.ts';
import { plantedTruths } from './planted-truths.ts';
import type { Seat } from './seats.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** Two of five consultants took the course, one after the other, in the second year; what it does is decided elsewhere. */
export function simulateTraining(world: World, seats: readonly Seat[]): Map<Id, number> {
  const random = world.random('training');
  const settled = seats.filter((seat) => seat.terms.length === 1).map((seat) => seat.terms[0].personId);
  const chosen = random.shuffle([...new Set(settled)]).slice(0, Math.round(seats.length * 0.4));
  const trainedOn = new Map<Id, number>();
  for (const personId of chosen) trainedOn.set(personId, world.startDay + 330 + random.integer(270));
  addCourse(world, trainedOn);
  return trainedOn;
}

function addCourse(world: World, trainedOn: ReadonlyMap<Id, number>): void {
  const days = [...trainedOn.values()].sort((left, right) => left - right);
  if (days.length === 0) return;
  const createdAt = instantOf(days[0] - 60, 10);
  const course = {
    id: world.newId(createdAt),
    createdAt,
    createdBy: null,
    name: plantedTruths.training.course,
    subject: 'selling',
    heldFromOn: isoDay(days[0] - 1),
    heldUntilOn: isoDay(days.at(-1)! + 1),
    hours: 16,
    teacher: '李顾问 Advisor Li',
    note: null,
  };
  world.rows.course.push(course);
  for (const [personId, day] of trainedOn) {
    const enrolledAt = instantOf(day - 21, 11);
    world.rows.enrolment.push({
      id: world.newId(enrolledAt),
      createdAt: enrolledAt,
      createdBy: null,
      courseId: course.id,
      personId,
      enrolledOn: isoDay(day - 21),
      completedOn: isoDay(day),
      status: 'completed',
      score: 70 + (day % 28),
      validUntilOn: null,
    });
  }
}
