/**
 * Reads an ISO 8601 instant from ASCII bytes: 'YYYY-MM-DD', then 'T' or a blank and 'HH:MM[:SS[.fff…]]', then 'Z' or
 * '±HH[:MM]' or nothing. Returns milliseconds since 1970 (fractions beyond them are cut), NaN when the bytes are written
 * another way or name a day or time that does not exist. Text without a zone counts as UTC; `instantIsZoneless` tells.
 */
export function isoInstant(bytes: Uint8Array, start: number, end: number): number {
  instantIsZoneless = false;
  if (end - start < 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return Number.NaN;
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  let milliseconds = dayOf(year, month, day) * 86_400_000;
  let at = start + 10;
  if (at === end) {
    instantIsZoneless = true;
    return milliseconds;
  }
  if ((bytes[at] !== 0x54 && bytes[at] !== 0x20) || end - at < 6 || bytes[at + 3] !== 0x3a) return Number.NaN;
  const hour = digits(bytes, at + 1, 2);
  const minute = digits(bytes, at + 4, 2);
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59)) return Number.NaN;
  milliseconds += (hour * 60 + minute) * 60_000;
  at += 6;
  if (at < end && bytes[at] === 0x3a) {
    const second = end - at >= 3 ? digits(bytes, at + 1, 2) : -1;
    if (!(second >= 0 && second <= 59)) return Number.NaN;
    milliseconds += second * 1000;
    at += 3;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      let scale = 100;
      for (at += 1; at < end && bytes[at] >= 0x30 && bytes[at] <= 0x39; at++) {
        milliseconds += (bytes[at] - 0x30) * Math.floor(scale);
        scale /= 10;
      }
    }
  }
  if (at === end) {
    instantIsZoneless = true;
    return milliseconds;
  }
  if (bytes[at] === 0x5a || bytes[at] === 0x7a) return at + 1 === end ? milliseconds : Number.NaN;
  const sign = bytes[at] === 0x2b ? 1 : bytes[at] === 0x2d ? -1 : 0;
  if (sign === 0) return Number.NaN;
  const zoneHour = end - at >= 3 ? digits(bytes, at + 1, 2) : -1;
  at += 3;
  if (at < end && bytes[at] === 0x3a) at += 1;
  const zoneMinute = at === end ? 0 : end - at === 2 ? digits(bytes, at, 2) : -1;
  if (!(zoneHour >= 0 && zoneHour <= 18 && zoneMinute >= 0 && zoneMinute <= 59)) return Number.NaN;
  return milliseconds - sign * (zoneHour * 60 + zoneMinute) * 60_000;
}

/** Whether the instant read last was written without a zone. */
export let instantIsZoneless = false;

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = bytes[i] - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of a day of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function dayOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
