import { describe, expect, test } from '@jest/globals';
import { createLanes } from '../../src/dispatcher/lanes.ts';

/** Takes items until none may start. */
function takeAll(lanes: ReturnType<typeof createLanes<string>>): string[] {
  const taken: string[] = [];
  for (let item = lanes.next(); item !== undefined; item = lanes.next()) taken.push(item);
  return taken;
}

describe('lanes', () => {
  test('give the webhooks their turns one after the other, however much one of them holds', () => {
    const lanes = createLanes<string>(10);
    for (const item of ['a1', 'a2', 'a3', 'a4']) lanes.add('a', item);
    lanes.add('b', 'b1');
    lanes.add('b', 'b2');
    expect(takeAll(lanes)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  test('start no more of a webhook than it has slots, and go on when one comes free', () => {
    const lanes = createLanes<string>(2);
    for (const item of ['a1', 'a2', 'a3', 'a4']) lanes.add('a', item);
    expect(takeAll(lanes)).toEqual(['a1', 'a2']);
    lanes.finish('a');
    expect(takeAll(lanes)).toEqual(['a3']);
    expect(lanes.countOf('a')).toBe(3);
  });

  test('take out what matches and nothing else, and keep the order of the rest', () => {
    const lanes = createLanes<string>(1);
    for (const item of ['a1', 'a2-old', 'a3']) lanes.add('a', item);
    lanes.add('b', 'b1-old');
    expect(lanes.takeOut((item) => item.endsWith('old'))).toEqual(['a2-old', 'b1-old']);
    expect(lanes.countOf('b')).toBe(0);
    expect(takeAll(lanes)).toEqual(['a1']);
    lanes.finish('a');
    expect(takeAll(lanes)).toEqual(['a3']);
  });

  test('serve a webhook again whose waiting items were all taken out', () => {
    const lanes = createLanes<string>(1);
    lanes.add('a', 'a1');
    expect(lanes.takeOut(() => true)).toEqual(['a1']);
    lanes.add('a', 'a2');
    expect(takeAll(lanes)).toEqual(['a2']);
    expect(lanes.takeOut(() => true)).toEqual([]);
    lanes.finish('a');
    expect(lanes.countOf('a')).toBe(0);
  });

  test('name the webhooks that hold much, under way and waiting together', () => {
    const lanes = createLanes<string>(1);
    for (const item of ['a1', 'a2']) lanes.add('a', item);
    lanes.add('b', 'b1');
    lanes.next();
    expect(lanes.fuller(2)).toEqual(['a']);
  });

  test('keep nothing of webhooks that hold nothing, however many there were', () => {
    const lanes = createLanes<string>(2);
    for (let n = 0; n < 1_000; n += 1) {
      lanes.add(`webhook ${n}`, 'a');
      lanes.add(`webhook ${n}`, 'b');
    }
    expect(lanes.fuller(0)).toHaveLength(1_000);
    expect(lanes.takeOut((item) => item === 'b')).toHaveLength(1_000);
    expect(takeAll(lanes)).toHaveLength(1_000);
    for (let n = 0; n < 1_000; n += 1) lanes.finish(`webhook ${n}`);
    expect(lanes.fuller(0)).toEqual([]);
  });
});
