import { type CivilDate, dayNumber, fromDayNumber } from './civil-date.ts';

interface HolidayYear {
  readonly source: string;
  /** name, first day, last day (month-day); a first day of the year before is written in full. */
  readonly holidays: readonly (readonly [name: string, from: string, until: string])[];
  /** Saturdays and Sundays worked instead. */
  readonly workdays: readonly (readonly [name: string, day: string])[];
}

const notice = (year: number, number: string): string =>
  `国务院办公厅关于${year}年部分节假日安排的通知（国办发明电〔${number}号）`;

/** Public holidays of mainland China as announced each autumn by the General Office of the State Council. */
const years: Readonly<Record<number, HolidayYear>> = {
  2022: {
    source: notice(2022, '2021〕11'),
    holidays: [
      ['元旦', '01-01', '01-03'],
      ['春节', '01-31', '02-06'],
      ['清明节', '04-03', '04-05'],
      ['劳动节', '04-30', '05-04'],
      ['端午节', '06-03', '06-05'],
      ['中秋节', '09-10', '09-12'],
      ['国庆节', '10-01', '10-07'],
    ],
    workdays: [
      ['春节', '01-29'],
      ['春节', '01-30'],
      ['清明节', '04-02'],
      ['劳动节', '04-24'],
      ['劳动节', '05-07'],
      ['国庆节', '10-08'],
      ['国庆节', '10-09'],
    ],
  },
  2023: {
    source: notice(2023, '2022〕16'),
    holidays: [
      ['元旦', '2022-12-31', '01-02'],
      ['春节', '01-21', '01-27'],
      ['清明节', '04-05', '04-05'],
      ['劳动节', '04-29', '05-03'],
      ['端午节', '06-22', '06-24'],
      ['中秋节、国庆节', '09-29', '10-06'],
    ],
    workdays: [
      ['春节', '01-28'],
      ['春节', '01-29'],
      ['劳动节', '04-23'],
      ['劳动节', '05-06'],
      ['端午节', '06-25'],
      ['国庆节', '10-07'],
      ['国庆节', '10-08'],
    ],
  },
  2024: {
    source: notice(2024, '2023〕7'),
    holidays: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-10', '02-17'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '06-10', '06-10'],
      ['中秋节', '09-15', '09-17'],
      ['国庆节', '10-01', '10-07'],
    ],
    workdays: [
      ['春节', '02-04'],
      ['春节', '02-18'],
      ['清明节', '04-07'],
      ['劳动节', '04-28'],
      ['劳动节', '05-11'],
      ['中秋节', '09-14'],
      ['国庆节', '09-29'],
      ['国庆节', '10-12'],
    ],
  },
  2025: {
    source: notice(2025, '2024〕12'),
    holidays: [
      ['元旦', '01-01', '01-01'],
      ['春节', '01-28', '02-04'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '05-31', '06-02'],
      ['国庆节、中秋节', '10-01', '10-08'],
    ],
    workdays: [
      ['春节', '01-26'],
      ['春节', '02-08'],
      ['劳动节', '04-27'],
      ['国庆节', '09-28'],
      ['国庆节', '10-11'],
    ],
  },
  2026: {
    source: notice(2026, '2025〕7'),
    holidays: [
      ['元旦', '01-01', '01-03'],
      ['春节', '02-15', '02-23'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '06-19', '06-21'],
      ['中秋节', '09-25', '09-27'],
      ['国庆节', '10-01', '10-07'],
    ],
    workdays: [
      ['元旦', '01-04'],
      ['春节', '02-14'],
      ['春节', '02-28'],
      ['劳动节', '05-09'],
      ['国庆节', '09-20'],
      ['国庆节', '10-10'],
    ],
  },
  // The notice for 2027 was not at hand: only the days fixed by law (2024 revision), without bridges and make-up days.
  2027: {
    source: '全国年节及纪念日放假办法（2024年修订）法定节日；调休安排以国务院办公厅通知为准',
    holidays: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-05', '02-08'],
      ['清明节', '04-05', '04-05'],
      ['劳动节', '05-01', '05-02'],
      ['端午节', '06-09', '06-09'],
      ['中秋节', '09-15', '09-15'],
      ['国庆节', '10-01', '10-03'],
    ],
    workdays: [],
  },
};

/** First day of the lunar year (正月初一), Hong Kong Observatory conversion tables. */
export const lunarNewYears: readonly CivilDate[] = [
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
];

export interface CalendarDay {
  readonly onDate: CivilDate;
  readonly kind: 'holiday' | 'workday';
  readonly name: string;
  readonly source: string;
}

/** Every public holiday and make-up workday of 2022-2027, in order. */
export function calendarDays(): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (const [year, { source, holidays, workdays }] of Object.entries(years)) {
    const full = (day: string): CivilDate => (day.length === 5 ? `${year}-${day}` : day);
    for (const [name, from, until] of holidays) {
      for (let day = dayNumber(full(from)); day <= dayNumber(full(until)); day++) {
        days.push({ onDate: fromDayNumber(day), kind: 'holiday', name, source });
      }
    }
    for (const [name, day] of workdays) days.push({ onDate: full(day), kind: 'workday', name, source });
  }
  return days.sort((left, right) => (left.onDate < right.onDate ? -1 : 1));
}
