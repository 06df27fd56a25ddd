import type { GivenOptions } from '../../../sandbox/discord/command-options.ts';
import type { pictureFile } from '../pictures.ts';

type Photo = Awaited<ReturnType<typeof pictureFile>>;

/** What goes into orders: a photo, something that is none, and a job whose picture may be used, if there is one. */
interface Material {
  readonly photo: Photo;
  readonly broken: Photo;
  readonly job: string | undefined;
}

interface Order {
  readonly name: string;
  readonly takesCount?: true;
  options(material: Material): GivenOptions;
}

const image = ({ photo }: Material): GivenOptions => ({ image: { file: photo } });
const earlier = (material: Material): GivenOptions => (material.job ? { from: material.job } : image(material));

/** Ways to ask for pictures, those that cannot work among them. */
export const orders: readonly Order[] = [
  { name: 'imagine', takesCount: true, options: () => ({ prompt: 'a red fox', resolution: '1k' }) },
  { name: 'imagine', takesCount: true, options: () => ({ prompt: 'a lake at dawn', resolution: '1k' }) },
  { name: 'flux', takesCount: true, options: () => ({ prompt: 'a fox', model: 'flux-dev' }) },
  { name: 'flux', takesCount: true, options: () => ({ prompt: 'a fox', model: 'flux-pro', steps: 20 }) },
  { name: 'edit', options: () => ({ prompt: 'a cat on the moon' }) },
  { name: 'edit', options: (material) => ({ prompt: 'add a hat', ...earlier(material) }) },
  { name: 'reimagine', options: image },
  { name: 'relight', options: (material) => ({ ...earlier(material), prompt: 'evening' }) },
  { name: 'upscale', options: earlier },
  { name: 'expand', options: (material) => ({ ...earlier(material), shape: '16:9' }) },
  { name: 'rmbg', options: image },
  { name: 'style', options: (material) => ({ ...image(material), reference: { file: material.photo } }) },
  { name: 'rmbg', options: ({ broken }) => ({ image: { file: broken } }) },
  { name: 'upscale', options: () => ({}) },
];
