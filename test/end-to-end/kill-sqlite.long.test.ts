import { killedOn } from './killed.ts';

killedOn('sqlite');
