import { createFormat } from '../format.ts';

export const { number, percent, anyOf, allOf, ago } = createFormat('vi');
