/** The body of a `POST /schedules`: far away, so that nothing fires while creations are measured. */
export const newReminder = () => ({
  when: { at: '2036-11-21T09:00:00', timeZone: 'Europe/Berlin' },
  action: { type: 'notify', title: 'Water the plants', body: 'x'.repeat(100), category: 'schedules' },
});
