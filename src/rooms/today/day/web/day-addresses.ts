export const dayAddress = '/api/today/day';
export const routeAddress = '/api/today/route';

/** When one leaves, unless another time was chosen. */
export const usualLeave = '09:00';
