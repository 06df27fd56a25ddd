import type { Database } from './database.ts';
import type { People } from './people-contract.ts';
import { createPeopleForgetting } from './people-forgetting.ts';
import { createPeopleReading } from './people-reading.ts';
import { createPeopleTexts } from './people-texts.ts';

export function createPeople(database: Database): People {
  return { ...createPeopleReading(database), ...createPeopleForgetting(database), ...createPeopleTexts(database) };
}
