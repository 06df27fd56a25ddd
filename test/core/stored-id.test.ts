import { expect, test } from 'vitest';
import { storedIdOf } from '../../src/core/picture.ts';

const namespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('an id is a uuid v5 as others make it', () => {
  expect(storedIdOf(namespace, '01JOB', 0)).toBe('972f2a18-c2f2-58ec-9d27-9ea55e15180a');
});

test('the same picture has the same id on every try, and no two pictures share one', () => {
  const ids = new Set<string>();
  for (let job = 0; job < 50; job++) {
    for (let index = 0; index < 4; index++) {
      const id = storedIdOf(namespace, `job-${job}`, index);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(storedIdOf(namespace, `job-${job}`, index)).toBe(id);
      ids.add(id);
    }
  }
  expect(ids.size).toBe(200);
});

test('who knows the job but not the namespace cannot tell the id', () => {
  const other = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
  expect(storedIdOf(other, '01JOB', 0)).not.toBe(storedIdOf(namespace, '01JOB', 0));
});
