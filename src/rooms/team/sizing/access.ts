import { defineRight } from '#platform/visibility/define-access.ts';

// How many people to employ is for those who answer for the number of seats.
defineRight({ right: 'team.sizing', roles: ['administrator', 'executive', 'manager'] });
