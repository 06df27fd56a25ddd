import { describe, expect, it } from 'vitest';
import { loraChoices } from '../../src/views/autocomplete.ts';

const lora = (id: string, name: string, description = '') => ({ id, name, description });
const known = [
  lora('1', 'vintage-japanese', 'Old prints'),
  lora('2', 'Japan Night', 'Neon'),
  lora('3', 'neo-tokyo', 'Streets of Japan'),
  lora('4', 'majapahit', 'Temples'),
  lora('5', 'Đồng hồ', 'Clocks'),
  lora('6', 'japan', 'Everything'),
];
const values = (typed: string) => loraChoices(known, typed).map(({ value }) => value);

describe('the looks and characters that are offered', () => {
  it('come best first: the name, its beginning, a word of it, inside it, in the description', () => {
    expect(values('Japan')).toEqual(['japan', 'Japan Night', 'vintage-japanese', 'neo-tokyo']);
    expect(values('japa')).toEqual(['japan', 'Japan Night', 'vintage-japanese', 'majapahit', 'neo-tokyo']);
  });

  it('are found without marks and in any case', () => {
    expect(values('DONG HO')).toEqual(['Đồng hồ']);
    expect(values('đồng')).toEqual(['Đồng hồ']);
  });

  it('are all of them while nothing is typed, and none when nothing fits', () => {
    expect(values(' ')).toHaveLength(known.length);
    expect(values('zebra')).toEqual([]);
  });

  it('are 25 at most, with names of at most 100 characters', () => {
    const many = Array.from({ length: 60 }, (_, index) => lora(`${index}`, `look ${index}`, 'x'.repeat(300)));
    const choices = loraChoices(many, 'look');
    expect(choices).toHaveLength(25);
    expect(choices.every(({ name }) => name.length <= 100)).toBe(true);
  });

  it('are sent by id where the name would not say which one, or is too long to be sent', () => {
    const twins = [lora('7', 'Anna', 'tall'), lora('8', 'anna', 'small'), lora('9', 'b'.repeat(101)), lora('10', '')];
    expect(loraChoices(twins, '').map(({ value }) => value)).toEqual(expect.arrayContaining(['7', '8', '9', '10']));
    expect(loraChoices(twins, 'anna')).toEqual([
      { name: 'anna · small', value: '8' },
      { name: 'Anna · tall', value: '7' },
    ]);
  });
});
