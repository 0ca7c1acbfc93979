import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { demo } from '../../prisma/demo/demo.ts';
import { fsmBandOf, isRural, settingOf } from '../../src/vocabulary/context.ts';
import { directionBySlug, evidenceDesignBySlug, evidenceKindBySlug, pupilBandBySlug } from '../../src/vocabulary/evidence.ts';
import { guard } from '../../src/vocabulary/guard.ts';
import { localLevel } from '../../src/vocabulary/levels.ts';
import { keyStageBySlug, PHASES, phaseOfSchool } from '../../src/vocabulary/phases.ts';
import { subjectBySlug } from '../../src/vocabulary/subjects.ts';
import { topicBySlug } from '../../src/vocabulary/topics.ts';

const register = new Map<number, Record<string, string>>(
  parse<Record<string, string>>(gunzipSync(readFileSync('prisma/data/schools.csv.gz')), { columns: true }).map((row) => [
    Number(row.urn),
    row,
  ]),
);
const school = (urn: number) => register.get(urn) ?? {};
const phaseOf = (urn: number) => phaseOfSchool(school(urn).phase ?? '', school(urn).type ?? '');
const memberOf = new Map(demo.members.map((member) => [member.key, member]));

describe('the schools', () => {
  it('are some forty, real, open, and once each', () => {
    expect(demo.schools.length).toBeGreaterThanOrEqual(40);
    expect(new Set(demo.schools).size).toBe(demo.schools.length);
    for (const urn of demo.schools) expect(register.get(urn)?.status, String(urn)).toBe('Open');
  });

  it('cover nine regions, every phase, several trusts, town and country, rich and poor', () => {
    const trusts = demo.schools.map((urn) => school(urn).trust).filter((trust) => trust !== '');
    const settings = demo.schools.flatMap((urn) => settingOf(school(urn).urban_rural ?? '') ?? []);

    expect(new Set(demo.schools.map((urn) => school(urn).region)).size).toBe(9);
    expect(new Set(demo.schools.map(phaseOf))).toEqual(new Set(PHASES.map((phase) => phase.slug)));
    expect(trusts.length - new Set(trusts).size).toBeGreaterThanOrEqual(2);
    expect(settings.filter(isRural).length).toBeGreaterThan(5);
    expect(
      new Set(demo.schools.map((urn) => fsmBandOf(Number(school(urn).percent_fsm || Number.NaN)))).size,
    ).toBeGreaterThanOrEqual(5);
  });

  it('each have a member, and a trust spans two regions', () => {
    expect(new Set(demo.members.map((member) => member.urn))).toEqual(new Set(demo.schools));
    expect(school(140949).trust).toBe(school(146320).trust);
    expect(school(140949).region).not.toBe(school(146320).region);
  });
});

describe('the members', () => {
  it('are sixty, each with accounts of the community they are in', () => {
    expect(demo.members).toHaveLength(60);
    expect(memberOf.size).toBe(60);
    for (const member of demo.members) {
      for (const account of member.accounts) {
        const home = demo.communities.find((community) => community.platform === account.platform);
        expect(home?.people.map((person) => person.id)).toContain(account.userId);
      }
    }
  });

  it('use known subjects and topics', () => {
    for (const { key, subject, topics, seeks, offers } of demo.members) {
      expect(subjectBySlug(subject), key).toBeDefined();
      expect(topics.length, key).toBeGreaterThan(0);
      for (const topic of [...topics, ...seeks, ...offers]) expect(topicBySlug(topic), topic).toBeDefined();
    }
  });

  it('include a coordinator on each platform, some paused, some without a digest, some on both', () => {
    const coordinators = demo.members.filter((member) => member.coordinator);

    expect(coordinators.map((member) => member.accounts[0]?.platform).sort()).toEqual(['discord', 'slack']);
    expect(coordinators.every((member) => member.admin)).toBe(true);
    expect(demo.members.filter((member) => member.pausedForDays).length).toBeGreaterThanOrEqual(2);
    expect(demo.members.filter((member) => !member.privateDigest).length).toBeGreaterThanOrEqual(5);
    expect(demo.members.filter((member) => member.accounts.length > 1).length).toBeGreaterThanOrEqual(1);
  });
});

it('the ids look like the platforms’ own and are all different', () => {
  for (const community of demo.communities) {
    const ids = [community.id, ...community.channels.map(({ id }) => id), ...community.people.map(({ id }) => id)];
    const shape = community.platform === 'slack' ? /^[TCU][0-9A-Z]{10}$/ : /^1[0-9]{18}$/;
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(shape);
      expect(guard(id)).toEqual([]);
    }
    expect(community.channels.map(({ id }) => id)).toContain(community.networkChannelId);
    expect(community.people.length).toBeGreaterThan(25);
  }
});

describe('partnering', () => {
  it('has an odd number of schools, each with a first contact, some with a second', () => {
    const contacts = (urn: number, which: string) =>
      demo.members.filter((member) => member.urn === urn && member.contact === which);

    expect(demo.partnerSchools.length).toBeGreaterThanOrEqual(30);
    expect(demo.partnerSchools.length % 2).toBe(1);
    for (const urn of demo.partnerSchools) expect(contacts(urn, 'first'), String(urn)).toHaveLength(1);
    expect(demo.partnerSchools.filter((urn) => contacts(urn, 'second').length === 1).length).toBeGreaterThanOrEqual(8);
    for (const { urn, contact } of demo.members) if (contact) expect(demo.partnerSchools).toContain(urn);
  });

  it('has pasted groups of schools that are in the network, one of them across regions', () => {
    const lines = demo.groups
      .split('\n')
      .slice(1)
      .map((line) => line.split(', '));
    const hub = lines.filter(([, group]) => group === 'Across the Pennines Hub').map(([urn]) => school(Number(urn)).region);

    for (const [urn] of lines) expect(demo.schools).toContain(Number(urn));
    expect(new Set(hub).size).toBe(2);
  });
});

describe('the snippets', () => {
  it('are thirty, on many topics, by members of both platforms, some of this week', () => {
    const platforms = demo.snippets.map((snippet) => memberOf.get(snippet.author)?.accounts[0]?.platform);

    expect(demo.snippets).toHaveLength(30);
    expect(new Set(demo.snippets.map((snippet) => snippet.key)).size).toBe(30);
    expect(new Set(demo.snippets.map((snippet) => snippet.topic)).size).toBeGreaterThanOrEqual(20);
    expect(platforms.filter((platform) => platform === 'slack').length).toBeGreaterThan(8);
    expect(platforms.filter((platform) => platform === 'discord').length).toBeGreaterThan(8);
    expect(demo.snippets.filter((snippet) => snippet.daysAgo <= 7).length).toBeGreaterThanOrEqual(8);
  });

  it('use the vocabulary and key stages that the author’s school teaches', () => {
    for (const snippet of demo.snippets) {
      const phase = phaseOf(memberOf.get(snippet.author)?.urn ?? 0);
      const taught = PHASES.find((one) => one.slug === phase)?.keyStages ?? [];
      expect(topicBySlug(snippet.topic), snippet.key).toBeDefined();
      expect(subjectBySlug(snippet.subject), snippet.key).toBeDefined();
      if (snippet.keyStage) {
        expect(keyStageBySlug(snippet.keyStage), snippet.key).toBeDefined();
        expect(taught, snippet.key).toContain(snippet.keyStage);
      }
      for (const item of snippet.evidence) {
        expect(evidenceKindBySlug(item.kind)).toBeDefined();
        expect(evidenceDesignBySlug(item.design)).toBeDefined();
        expect(pupilBandBySlug(item.pupilsBand)).toBeDefined();
        expect(directionBySlug(item.direction)).toBeDefined();
        expect(item.daysAgo, snippet.key).toBeLessThanOrEqual(snippet.daysAgo);
      }
    }
  });

  it('are of every level, and honest: some made no difference, some went worse', () => {
    const levels = demo.snippets.map((snippet) => {
      const phase = phaseOf(memberOf.get(snippet.author)?.urn ?? 0);
      return localLevel({ ...snippet, phase, keyStage: snippet.keyStage ?? null }).level;
    });
    const directions = demo.snippets.flatMap((snippet) => snippet.evidence.map((item) => item.direction));

    for (const level of [0, 2, 3])
      expect(levels.filter((one) => one === level).length, `level ${level}`).toBeGreaterThanOrEqual(2);
    expect(directions.filter((direction) => direction === 'no-difference').length).toBeGreaterThanOrEqual(3);
    expect(directions.filter((direction) => direction === 'worse').length).toBeGreaterThanOrEqual(2);
  });
});

it('every text passes the guard and is short enough to share', () => {
  const texts = [
    ...demo.members.flatMap((member) => [member.name, member.seekNote ?? '', member.offerNote ?? '']),
    ...demo.snippets.flatMap((snippet) => [snippet.title, snippet.problem, snippet.did, snippet.know ?? '']),
    ...demo.snippets.flatMap((snippet) => snippet.evidence.map((item) => item.note ?? '')),
    demo.groups,
  ];

  for (const text of texts) {
    expect(guard(text), text).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(2000);
  }
  for (const snippet of demo.snippets) expect(snippet.title.length, snippet.title).toBeLessThanOrEqual(80);
});
