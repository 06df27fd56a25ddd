import { jsonAnswer, type ServerAnswer } from '../http/local-server.ts';

interface Lora {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly type: 'style' | 'character';
  /** What it does to a local picture. */
  readonly tint: string;
}

export const loras: readonly Lora[] = [
  style(1, 'vintage-japanese', 'illustration', 'Woodblock prints in faded ink', '#C8553D'),
  style(2, 'neon-city', 'photo', 'Wet streets under neon light', '#E01CD5'),
  style(3, 'watercolour-garden', 'illustration', 'Loose washes on rough paper', '#7FB69B'),
  style(4, 'golden-hour', 'photo', 'Low and warm sun', '#F2A541'),
  style(5, 'blueprint', 'illustration', 'White lines on deep blue', '#123C8C'),
  character(21, 'maple', 'A fox in a knitted scarf', '#D9702B'),
  character(22, 'captain-lan', 'A ferry captain with a grey braid', '#3C6E8F'),
];

function style(id: number, name: string, category: string, description: string, tint: string): Lora {
  return { id, name, description, category, type: 'style', tint };
}

function character(id: number, name: string, description: string, tint: string): Lora {
  return { id, name, description, category: 'people', type: 'character', tint };
}

/** In practice `data` is an object; the documents say that it is a list. */
export function lorasAnswer(shape: 'array' | 'object'): ServerAnswer {
  const told = loras.map(({ tint: _, ...lora }) => ({
    ...lora,
    training: { status: 'completed', defaultScale: lora.type === 'style' ? 1 : 1.2 },
  }));
  const groups = {
    default: told.filter((lora) => lora.type === 'style'),
    custom: told.filter((lora) => lora.type === 'character'),
  };
  return jsonAnswer(200, { data: shape === 'array' ? [groups] : groups });
}
