const zone = { timeZone: 'Europe/London' };
const time = new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' });
const numbers = new Intl.DateTimeFormat('en-GB', { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const day = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const shorter = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'short', day: 'numeric', month: 'short' });
const parts = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short', timeStyle: 'short' });

/** "15:45" */
export const timeOf = (date) => time.format(date);
/** "18/03/2026" */
export const numbersOf = (date) => numbers.format(date);
/** "Wednesday 18 March" */
export const dayOf = (date) => day.format(date);
/** "Wed, 18 Mar 2026 15:45", or without the year where there is little room. */
export const clockOf = (date, narrow) => `${(narrow ? shorter : short).format(date)} ${time.format(date)}`;
/** "2026-03-18T15:45", as a date-time field wants it; London time. */
export const fieldOf = (date) => parts.format(date).replace(' ', 'T');
