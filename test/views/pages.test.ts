import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyJob, historyPage, jobsPage, offer, openPost } from '../../sandbox/cards/samples/members.ts';
import { JOB, MESSAGE } from '../../sandbox/cards/samples/pictures.ts';
import { moderatorCommands } from '../../src/commands/index.ts';
import { languages } from '../../src/core/language.ts';
import { pingWishes } from '../../src/core/settings.ts';
import { ulid } from '../../src/core/ulid.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { commandChoices, jobChoices } from '../../src/views/autocomplete.ts';
import { renderHelp, renderHelpFor } from '../../src/views/help.ts';
import { renderHistory } from '../../src/views/history.ts';
import { renderJobs } from '../../src/views/jobs.ts';
import { commandNamed } from '../../src/views/option-names.ts';
import { anyHistoryPage, anyJobsPage } from './any.ts';
import { allButtons, allText, choices, customIds, thumbnails } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

describe('the list of jobs', () => {
  it('says of each how it stands, where it is, and how to call it off', () => {
    const body = renderJobs(jobsPage(), 'en');
    expect(allText(body)).toContain('**Imagine** · Queued, 3rd in line\n> a fox in the snow');
    expect(allText(body)).toContain(`-# [message](<${MESSAGE}>)`);
    expect(allText(body)).not.toContain(JOB);
    expect(customIds(body)).toEqual([`v1:cancel:${JOB}:1`, 'v1:page:jobs:1']);
    const late = renderJobs(jobsPage({ posts: [openPost({ mayCancel: false, message: undefined })] }), 'en');
    expect(customIds(late)).toEqual(['v1:page:jobs:1']);
    expect(allText(late)).not.toContain('message');
  });

  it('counts the time of what is being made', () => {
    const working = { kind: 'working', ready: 0, total: 1, since: 1_790_000_000_000, expectedAt: undefined } as const;
    const say = (status: Parameters<typeof openPost>[0] = {}) =>
      allText(renderJobs(jobsPage({ posts: [openPost(status)] }), 'en'));
    expect(say({ status: working })).toContain('In the darkroom… · started <t:1790000000:R>');
    expect(say({ status: { ...working, expectedAt: 1_790_000_060_000 } })).toContain('expected <t:1790000060:R>');
    expect(say({ status: { ...working, ready: 1, total: 4 } })).toContain('1 of 4 ready');
    expect(say({ status: { kind: 'delivering' } })).toContain('on its way to you');
  });

  it('leads to the other pages, and begins with the one that is shown', () => {
    expect(customIds(renderJobs(jobsPage({ page: 2, pages: 3, posts: [] }), 'en'))).toEqual([
      'v1:page:jobs:2',
      'v1:page:jobs:1',
      'v1:page:jobs:3',
    ]);
  });

  it('without any says what to do', () => {
    for (const language of languages) {
      const body = renderJobs(jobsPage({ pages: 0, total: 0, posts: [] }), language);
      expect(allText(body)).toContain(textsFor(language).pages.jobs.none);
      expect(customIds(body)).toEqual(['v1:page:jobs:1']);
    }
  });

  it('shows when the member is called now', () => {
    for (const ping of pingWishes) {
      const chosen = /"value":"(\w+)","default":true/g;
      const found = [...JSON.stringify(renderJobs(jobsPage({ ping }), 'en')).matchAll(chosen)];
      expect(found.map(([, value]) => value)).toEqual([ping]);
    }
  });
});

describe('the history', () => {
  it('shows each with its age, a small picture, and the ways to its message, its full size and its buttons', () => {
    const body = renderHistory(historyPage(), 'en');
    expect(allText(body)).toContain('**Imagine** · <t:1790000000:R>\n> a fox in the snow');
    expect(allText(body)).not.toContain(JOB);
    expect(allText(body)).toContain(`-# [message](<${MESSAGE}>) · [full size](<https://files.example.com/1.png>)`);
    const media = { url: 'https://files.example.com/1.png' };
    expect(thumbnails(body)).toMatchObject([{ media, description: 'a fox', spoiler: false }]);
    expect(choices(body)).toEqual([{ label: 'a fox in the snow', description: 'Imagine', value: `v1:get:${JOB}:1` }]);
    expect(customIds(body)).toEqual([]);
  });

  it('of several pictures shows one, says how many there are, and leads to where they stand together', () => {
    const [picture] = historyJob().pictures;
    if (!picture) throw new Error('no picture');
    const covered = { ...picture, file: undefined, isHidden: true };
    const body = renderHistory(historyPage({ jobs: [historyJob({ pictures: [covered, picture] })] }), 'en');
    expect(thumbnails(body)).toHaveLength(1);
    expect(allText(body)).toContain('· 2 pictures\n');
    expect(allText(body)).not.toContain('full size');
  });

  it('leaves out links to full sizes that are too long for one message, and nothing else', () => {
    const link = `https://files.example.com/${'x'.repeat(450)}`;
    const [picture] = historyJob().pictures;
    if (!picture) throw new Error('no picture');
    const pictures = [{ ...picture, link }];
    const prompt = 'x'.repeat(500);
    const jobs = Array.from({ length: 6 }, (_, at) => historyJob({ jobId: ulid(at), prompt, pictures }));
    const body = renderHistory(historyPage({ jobs, total: 6 }), 'en');
    expectWithinLimits(body);
    expect(thumbnails(body)).toHaveLength(6);
    const linked = allText(body).match(/full size/g)?.length ?? 0;
    expect(linked).toBeGreaterThan(0);
    expect(linked).toBeLessThan(6);
  });

  it('says what it does not show, and does not link it', () => {
    const [picture] = historyJob().pictures;
    if (!picture) throw new Error('no picture');
    const hidden = { ...picture, file: undefined, isHidden: true };
    const lost = { ...picture, file: undefined, link: undefined };
    for (const language of languages) {
      const body = renderHistory(historyPage({ jobs: [historyJob({ pictures: [hidden, hidden, lost] })] }), language);
      const { history } = textsFor(language).pages;
      expect(allText(body)).toContain(history.hidden(2));
      expect(allText(body)).toContain(history.notKept(1));
      expect(thumbnails(body)).toEqual([]);
      expect(allText(body)).not.toContain(history.fullSize);
    }
  });

  it.each([
    [1, 1, []],
    [1, 3, ['v1:page:history:2']],
    [2, 3, ['v1:page:history:1', 'v1:page:history:3']],
    [3, 3, ['v1:page:history:2']],
    [9, 3, ['v1:page:history:3']],
    [2, 1, ['v1:page:history:1']],
    [2, 0, []],
  ])('on page %i of %i leads to %j', (page, pages, ids) => {
    expect(customIds(renderHistory(historyPage({ page, pages }), 'vi'))).toEqual(ids);
  });

  it('beyond the end names the button that leads back', () => {
    for (const language of languages) {
      const { history, previous } = textsFor(language).pages;
      for (const pages of [1, 3]) {
        const body = renderHistory(historyPage({ page: 9, pages, jobs: [] }), language);
        expect(allText(body)).toBe(history.noSuchPage(9, pages));
        expect(allText(body)).toContain(`**${previous}**`);
        expect(allButtons(body)).toMatchObject([{ label: previous }]);
      }
    }
  });
});

describe('every page', () => {
  it.each(languages)("stays within Discord's limits whatever it has to show, in %s", (language) => {
    fc.assert(
      fc.property(anyJobsPage, (page) => expectWithinLimits(renderJobs(page, language))),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(anyHistoryPage, (page) => expectWithinLimits(renderHistory(page, language))),
      {
        numRuns: 150,
      },
    );
    expectWithinLimits(renderHelp(offer, language, '*'.repeat(3000)));
  });

  it('shows hostile prompts as they were typed', () => {
    const prompt = '@everyone <@1> [a](https://x.example) **b**\n# c `d` \u202e';
    for (const text of [
      allText(renderJobs(jobsPage({ posts: [openPost({ prompt })] }), 'en')),
      allText(renderHistory(historyPage({ jobs: [historyJob({ prompt })] }), 'en')),
    ]) {
      expect(text).toContain(
        '\\@\u2060everyone \\<\\@1\\> \\[a\\](https\\:\\/\\/x.example) \\*\\*b\\*\\* \\# c \\`d\\`',
      );
      expect(text).not.toMatch(/\u202e|\n#/);
    }
    expect(allText(renderHelp(offer, 'en', '@everyone `x`'))).toContain('“\\@\u2060everyone \\`x\\`”');
  });

  it('names commands that there are', () => {
    for (const language of languages) {
      const known = [...offer.operations, ...offer.commands].map((command) =>
        language === 'en' ? command.name : command.localNames[language],
      );
      const { pages, notices } = textsFor(language);
      const texts = JSON.stringify([pages, pages.history.noSuchPage(9, 3), notices]).replaceAll('\\', '');
      const named = [...texts.matchAll(/\*\*\/([\p{L}\p{N}_-]+)\*\*/gu)].map(([, name]) => name);
      expect(named.length).toBeGreaterThan(5);
      expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    }
  });
});

describe('help', () => {
  const [imagine] = offer.operations;
  if (!imagine) throw new Error('no operation');

  it('tells the price from the list in force, once where it is all the same', () => {
    const priced = (...credits: number[]) => ({
      ...offer,
      operations: [{ ...imagine, priceList: credits.map((each, at) => ({ tier: `${at + 1}k`, credits: each })) }],
    });
    expect(allText(renderHelp(priced(2, 2), 'en'))).toContain('**/imagine** (2)');
    expect(allText(renderHelp(priced(3, 1, 2), 'vi'))).toContain('**/vẽ** (1–3)');
  });

  it.each(languages)('names every command in a few lines, the first step first, in %s', (language) => {
    const body = renderHelp({ ...offer, moderation: moderatorCommands }, language);
    expectWithinLimits(body);
    const text = allText(body);
    const named = [...offer.operations, ...offer.commands, ...moderatorCommands].map((command) =>
      commandNamed(command, language).replace(/\*\*$/, ''),
    );
    for (const name of named) expect(text).toContain(name);
    expect(text.split('\n').length).toBeLessThan(12);
    const [title, step] = text.split('\n');
    expect(title).toBe(textsFor(language).pages.help.title);
    expect(step).toBe(textsFor(language).pages.help.firstStep(commandNamed(imagine, language)));
    expect(allText(renderHelp({ ...offer, operations: [] }, language))).not.toContain('(');
  });

  it.each([...offer.operations, ...offer.commands])('explains /$name with every option and an example', (command) => {
    for (const language of languages) {
      const body = renderHelpFor(command, [], language);
      expectWithinLimits(body);
      const text = allText(body);
      for (const option of command.options) {
        expect(text).toContain(`\`${language === 'en' ? option.name : option.localNames[language]}\``);
      }
      expect(text).toContain(`\`/${language === 'en' ? command.name : command.localNames[language]}`);
    }
  });

  it('says ranges that the description does not say, and no other', () => {
    const text = allText(renderHelpFor(imagine, [], 'en'));
    expect(text).toContain('each paid for · 1 to 4');
    expect(text).toContain('0-100 (50)\n');
    expect(text).toContain('A number in brackets is what you get');
    const [jobs] = offer.commands;
    expect(jobs && allText(renderHelpFor(jobs, [], 'en'))).not.toMatch(/brackets|Options/);
  });

  it('does not list a model that is switched off', () => {
    expect(allText(renderHelpFor(imagine, [], 'en'))).toContain('“Zen');
    expect(allText(renderHelpFor(imagine, ['zen'], 'en'))).not.toContain('“Zen');
  });

  it('says how many options it left out when there are too many', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      name: `option_${at}`,
      localNames: { vi: `mục_${at}` },
      description: { en: 'x'.repeat(90), vi: 'y'.repeat(90) },
      kind: 'flag' as const,
      required: false,
    }));
    const body = renderHelpFor({ ...imagine, options: many }, [], 'en');
    expectWithinLimits(body);
    const told = allText(body).match(/`option_\d+`/g)?.length ?? 0;
    expect(allText(body)).toContain(`And ${60 - told} options more`);
  });
});

describe('what is offered while one types', () => {
  const suggestion = {
    jobId: JOB,
    title: { en: 'Imagine', vi: 'Vẽ' },
    prompt: 'a Đà Nẵng bridge',
    ageMs: 130_000,
  };

  it('is a job by what it shows, what made it and when', () => {
    expect(jobChoices([suggestion], '', 'en')).toEqual([
      { name: 'a Đà Nẵng bridge · Imagine · 2 minutes ago', value: JOB },
    ]);
    expect(jobChoices([suggestion], 'da nang', 'vi')).toEqual([
      { name: 'a Đà Nẵng bridge · Vẽ · 2 phút trước', value: JOB },
    ]);
    expect(jobChoices([suggestion], 'imag', 'en')).toHaveLength(1);
    expect(jobChoices([suggestion], JOB.toLowerCase(), 'en')).toHaveLength(1);
    expect(jobChoices([suggestion], 'lisbon', 'en')).toEqual([]);
  });

  it.each([
    [0, 'now'],
    [999, 'now'],
    [59_999, '59 seconds ago'],
    [3_600_000, '1 hour ago'],
    [86_400_000, 'yesterday'],
    [40 * 86_400_000, '40 days ago'],
    [-5000, 'now'],
  ])('%i ms ago is %s', (ageMs, words) => {
    expect(jobChoices([{ ...suggestion, prompt: undefined, ageMs }], '', 'en')[0]?.name).toBe(`Imagine · ${words}`);
  });

  it('is at most 25 of at most 100 characters, whatever was typed into them', () => {
    const long = { ...suggestion, title: { en: 'T'.repeat(200), vi: 'x' }, prompt: '@everyone\n'.repeat(300) };
    const choices = jobChoices(Array(40).fill(long), '', 'en');
    expect(choices).toHaveLength(25);
    for (const { name } of choices) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(name).toMatch(/@everyone.* · T+… · 2 minutes ago$/);
    }
  });

  it('is a command by its name in any language or by what it does', () => {
    const values = (typed: string) =>
      commandChoices([...offer.operations, ...offer.commands], typed, 'vi').map(({ value }) => value);
    expect(values('/lịch')).toEqual(['history']);
    expect(values('hist')).toEqual(['history']);
    expect(values('mới nhất')).toEqual(['history']);
    expect(values('')).toEqual([...offer.operations, ...offer.commands].map(({ name }) => name));
  });
});
