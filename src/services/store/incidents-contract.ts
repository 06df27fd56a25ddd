import type { Incident, Sign } from '../../core/incident.ts';

/** Trouble that was or is to be told; a handful of rows, gone when its end was told. */
export interface Incidents {
  all(): Promise<readonly Incident[]>;
  /** One that had just ended goes on. */
  open(sign: Sign, at: number): Promise<void>;
  /** One that nobody was told of is forgotten. */
  close(key: string, at: number): Promise<void>;
  /** True for one of many: it tells that this began. */
  takeBegin(key: string, at: number): Promise<boolean>;
  /** It was not told after all. */
  giveBackBegin(key: string): Promise<void>;
  /** True for one of many: it tells that this is over. */
  takeEnd(key: string): Promise<boolean>;
  giveBackEnd(incident: Incident): Promise<void>;
}
