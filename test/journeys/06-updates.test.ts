import { describe, test } from 'vitest';

/** "Real-time updates: edits, reactions, attachments". */
describe('6. What changes after it was sent', () => {
  test.todo('an edit shows for everyone, without a reload');
  test.todo('a reaction shows for everyone, counted once per person');
  test.todo('an attachment shows for everyone who may see the channel');
  test.todo('whoever was away sees the edits, deletions and reactions that they missed');
});
